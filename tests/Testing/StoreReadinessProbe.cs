using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace KosovoNato.Testing;

/// <summary>Waits until a store server has loaded its data and responds.</summary>
internal static class StoreReadinessProbe
{
    // Only ends a wait for a server that will never be ready; a container on a loaded machine can need half a minute.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <param name="port">The server's port on loopback.</param>
    /// <param name="whyGone">Returns the server's last output if it has ended, or null while it runs.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    public static async Task WaitAsync(int port, Func<string?> whyGone, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        string last;
        do
        {
            last = await PingAsync(port, cancellationToken);
            if (last.StartsWith("+PONG", StringComparison.Ordinal))
            {
                return;
            }

            if (whyGone() is { } words)
            {
                throw new InvalidOperationException($"The store server on port {port} ended before it answered:\n{words}");
            }

            await Task.Delay(Interval, cancellationToken);
        }
        while (Stopwatch.GetElapsedTime(start) < Limit);
        throw new TimeoutException($"The store server on port {port} did not answer PING within {Limit.TotalSeconds} s; last: {last}");
    }

    // Not with the client library, which hides the difference between absent, loading and ready.
    private static async Task<string> PingAsync(int port, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray(), limit.Token);
            var answer = new byte[256];
            var length = await stream.ReadAsync(answer, limit.Token);
            return System.Text.Encoding.ASCII.GetString(answer, 0, length);
        }
        catch (Exception e)
            when (e is SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return e.Message;
        }
    }
}
