using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KosovoNato.Standalone;

/// <summary>
/// A plain connection for the three commands that this program sends to the server itself. A client library would reconnect and retry
/// silently, but here a broken connection is a result.
/// </summary>
sealed class ControlConnection : IDisposable
{
    readonly TcpClient client = new() { NoDelay = true };
    StreamReader answers = StreamReader.Null;

    public static async Task<ControlConnection> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var connection = new ControlConnection();
        try
        {
            await connection.client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            connection.answers = new StreamReader(connection.client.GetStream(), Encoding.ASCII);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public Task Ping(CancellationToken cancellationToken) => Ask(cancellationToken, "PING");

    /// <summary>Writes everything acknowledged so far to disk.</summary>
    public Task Commit(CancellationToken cancellationToken) => Ask(cancellationToken, "COMMITAOF");

    /// <summary>Returns the position in the append-only file up to which everything is on disk.</summary>
    public async Task<long> CommittedUntil(CancellationToken cancellationToken)
    {
        const string field = "CommittedUntilAddress:";
        var info = await Ask(cancellationToken, "INFO", "persistence");
        var line = info.Split("\r\n").FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal))
            ?? throw new IOException("The server did not report how much is on disk.");
        return long.Parse(line.AsSpan(field.Length), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        answers.Dispose();
        client.Dispose();
    }

    async Task<string> Ask(CancellationToken cancellationToken, params string[] words)
    {
        var request = $"*{words.Length}\r\n" + string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n"));
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);
        var first = await answers.ReadLineAsync(cancellationToken) ?? throw new EndOfStreamException("The server closed the connection.");
        switch (first[0])
        {
            case '+':
                return first[1..];
            case '$':
                var text = new char[int.Parse(first.AsSpan(1), CultureInfo.InvariantCulture) + 2];
                if (await answers.ReadBlockAsync(text, cancellationToken) < text.Length)
                    throw new EndOfStreamException("The server closed the connection.");
                return new string(text, 0, text.Length - 2);
            default:
                throw new IOException($"The server responded to {words[0]} with {first}.");
        }
    }
}
