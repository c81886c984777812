using System.Net;
using System.Net.Sockets;

namespace KosovoNato.Testing;

/// <summary>One client's connection through a <see cref="TcpProxy"/>.</summary>
internal sealed class ProxiedConnection(Socket client, IPEndPoint target, NetworkFault disturbance) : IDisposable
{
    private readonly CancellationTokenSource cut = new();

    /// <summary>Closes a socket with a reset, like a crashed peer.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    public void Cut() => cut.Cancel();

    public void Dispose() => cut.Dispose();

    public async Task RunAsync()
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(target, cut.Token);
            var requests = PumpAsync(client, server, isAnswer: false);
            var answers = PumpAsync(server, client, isAnswer: true);
            await Task.WhenAny(requests, answers);
            await cut.CancelAsync();
            await Task.WhenAll(requests, answers);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The server is unavailable, or the test has cut the connection: the client sees both as the reset below.
        }
        finally
        {
            Reset(client);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isAnswer)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReceiveAsync(buffer, cut.Token) is > 0 and var length)
        {
            if (isAnswer && disturbance.AnswerDelay is var delay && delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, cut.Token);
            }

            if (isAnswer && disturbance.SwallowsAnswers)
            {
                continue;
            }

            var sent = 0;
            if (!isAnswer && disturbance.Held is { } held && held.IndexIn(buffer.AsSpan(0, length)) is >= 0 and var start)
            {
                await SendAllAsync(to, buffer.AsMemory(0, start));
                await held.WaitAsync(cut.Token);
                sent = start;
            }

            await SendAllAsync(to, buffer.AsMemory(sent, length - sent));
        }
    }

    private async Task SendAllAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, cut.Token)..];
        }
    }
}
