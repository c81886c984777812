using System.Net;
using System.Net.Sockets;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>
/// A RabbitMQ broker of the tests, with its data on disk: in a container where an engine answers, else as a process. It takes
/// ten seconds to start and some more under load, so share one where it is not killed (<see cref="SharedBroker"/>).
/// </summary>
public abstract class RabbitServer : IAsyncDisposable
{
    // A loaded machine with two cores was seen to need a minute.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim making = new(1, 1);
    private readonly Queue<string> fresh = [];

    /// <summary>Where it listens on loopback. Stays the same across restarts.</summary>
    public int Port { get; } = FreePort.Next();

    public static async Task<RabbitServer> StartAsync(CancellationToken cancellationToken)
    {
        if (!ContainerEngine.IsPresent && !LocalRabbitServer.IsInstalled)
        {
            Assert.Skip("Neither a container engine nor rabbitmq-server is installed.");
        }

        RabbitServer server = ContainerEngine.IsPresent ? new ContainerRabbitServer() : new LocalRabbitServer();
        var begun = false;
        try
        {
            await server.BeginAsync(cancellationToken);
            begun = true;
            return server;
        }
        finally
        {
            if (!begun)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>The address of a virtual host, as the services take it.</summary>
    public string Address(string virtualHost) => $"amqp://guest:guest@127.0.0.1:{Port}/{Uri.EscapeDataString(virtualHost)}";

    /// <summary>Makes a virtual host that no other test uses, with exchanges and queues of its own.</summary>
    public async Task<string> FreshVirtualHostAsync(CancellationToken cancellationToken)
    {
        await making.WaitAsync(cancellationToken);
        try
        {
            if (!fresh.TryDequeue(out var name))
            {
                // Several at a time: each call of rabbitmqctl starts a virtual machine of its own, for a second of processor.
                string[] names = [.. Enumerable.Range(0, 10).Select(_ => $"t-{Guid.NewGuid():N}")];
                var list = string.Join(',', names.Select(one => $"<<\"{one}\">>"));
                Assert.Equal("ok", (await RunAsync("rabbitmqctl", ["eval", $"""
                    lists:foreach(fun(V) -> rabbit_vhost:add(V, <<"tests">>),
                        rabbit_auth_backend_internal:set_permissions(<<"guest">>, V, <<".*">>, <<".*">>, <<".*">>, <<"tests">>) end,
                        [{list}]).
                    """], cancellationToken)).Trim());
                Array.ForEach(names, fresh.Enqueue);
                name = fresh.Dequeue();
            }

            return name;
        }
        finally
        {
            making.Release();
        }
    }

    /// <summary>Runs one of RabbitMQ's tools beside the server, such as rabbitmqctl, and returns what it wrote.</summary>
    public abstract Task<string> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the queues that were made until now outlive <see cref="KillAsync"/>. RabbitMQ by itself writes the name of a new
    /// quorum queue to disk only half a second later; killed before, it starts again with a queue that never has a leader, and
    /// confirms nothing that goes there.
    /// </summary>
    public async Task SaveQueuesAsync(CancellationToken cancellationToken) =>
        Assert.Equal("ok", (await RunAsync("rabbitmqctl", ["eval", "dets:sync(ra_directory_reverse)."], cancellationToken)).Trim());

    /// <summary>Ends it with SIGKILL, as a crash would, and returns once it is gone.</summary>
    public abstract Task KillAsync(CancellationToken cancellationToken);

    /// <summary>Starts it again on the same port with the same data, after it was killed.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken) => BeginAsync(cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Starts the process and returns once it answers.</summary>
    private protected abstract Task BeginAsync(CancellationToken cancellationToken);

    /// <param name="whyGone">The server's last words if it has ended, null while it runs.</param>
    /// <param name="cancellationToken">Gives up early.</param>
    private protected async Task WaitUntilReadyAsync(Func<string?> whyGone, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        while (!await GreetsAsync(limit.Token))
        {
            if (whyGone() is { } words)
            {
                throw new InvalidOperationException($"RabbitMQ on port {Port} ended before it answered:\n{words}");
            }

            await Task.Delay(Interval, limit.Token);
        }
    }

    /// <summary>A broker answers the protocol's header with its first frame, a method.</summary>
    private async Task<bool> GreetsAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\t\u0001"u8.ToArray(), cancellationToken);
            var first = new byte[1];
            return await stream.ReadAsync(first, cancellationToken) == 1 && first[0] == 1;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
