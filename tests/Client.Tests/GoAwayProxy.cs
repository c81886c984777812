using System.Net;
using System.Net.Sockets;

namespace KosovoNato.Client.Tests;

/// <summary>
/// A proxy that closes its first connection as an HTTP/2 server does during a restart, with a call that was neither processed nor rejected.
/// All later connections lead to the service.
/// </summary>
sealed class GoAwayProxy : IAsyncDisposable
{
    static readonly byte[] Settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    // A GOAWAY frame with the highest stream ID as the last processed stream, and without an error.
    static readonly byte[] GoAway = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0];
    const int HeadersFrame = 1;

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource end = new();
    readonly Uri service;
    readonly Task running;

    public GoAwayProxy(Uri service)
    {
        this.service = service;
        listener.Start();
        running = RunAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    async Task RunAsync()
    {
        using (var first = await listener.AcceptTcpClientAsync(end.Token))
        {
            var stream = first.GetStream();
            await stream.WriteAsync(Settings, end.Token);
            await stream.ReadExactlyAsync(new byte["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".Length], end.Token);
            var header = new byte[9];
            do
            {
                await stream.ReadExactlyAsync(header, end.Token);
                await stream.ReadExactlyAsync(new byte[(header[0] << 16) | (header[1] << 8) | header[2]], end.Token);
            }
            while (header[3] != HeadersFrame);
            await stream.WriteAsync(GoAway, end.Token);
            // The client reads the frame before it notices the closed connection.
            first.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var pumps = new List<Task>();
        while (!end.IsCancellationRequested)
        {
            pumps.Add(PumpAsync(await listener.AcceptTcpClientAsync(end.Token)));
        }

        await Task.WhenAll(pumps);
    }

    async Task PumpAsync(TcpClient client)
    {
        using (client)
        using (var target = new TcpClient())
        {
            await target.ConnectAsync(service.Host, service.Port, end.Token);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(target.GetStream(), end.Token),
                target.GetStream().CopyToAsync(client.GetStream(), end.Token));
        }
    }
}
