using System.Net;
using System.Net.Sockets;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>
/// A RabbitMQ broker for tests, with its data on disk: in a container if there is an engine, otherwise as a process. It takes ten seconds
/// to start and more under load, so share one unless the test kills it (<see cref="SharedBroker"/>).
/// </summary>
public abstract class RabbitServer : IAsyncDisposable
{
    // A loaded machine with two cores can need a minute.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim making = new(1, 1);
    private readonly Queue<string> fresh = [];

    /// <summary>The broker's port on loopback. It stays the same across restarts.</summary>
    public int Port { get; } = FreePort.Next();

    public static async Task<RabbitServer> StartAsync(CancellationToken cancellationToken)
    {
        if (!ContainerEngine.IsPresent && !LocalRabbitServer.IsInstalled)
        {
            Assert.Skip("Neither a container engine nor rabbitmq-server is installed.");
        }

        RabbitServer server = ContainerEngine.IsPresent ? new ContainerRabbitServer() : new LocalRabbitServer(new RabbitNameServer());
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

    /// <summary>Returns the address of a virtual host, in the form that the services accept.</summary>
    public string Address(string virtualHost) => $"amqp://guest:guest@127.0.0.1:{Port}/{Uri.EscapeDataString(virtualHost)}";

    /// <summary>Creates a virtual host that no other test uses, with its own exchanges and queues.</summary>
    public async Task<string> FreshVirtualHostAsync(CancellationToken cancellationToken)
    {
        await making.WaitAsync(cancellationToken);
        try
        {
            if (!fresh.TryDequeue(out var name))
            {
                // Create several at a time: each call of rabbitmqctl starts its own virtual machine, which takes a second of CPU time.
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

    /// <summary>Runs one of RabbitMQ's tools beside the server, for example rabbitmqctl, and returns its output.</summary>
    public abstract Task<string> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the existing queues survive <see cref="KillAsync"/>. RabbitMQ writes a new quorum queue and its name to disk a moment
    /// later. If it is killed before, it starts again without the queue, or with one that never has a leader and never confirms a message.
    /// </summary>
    public async Task SaveQueuesAsync(CancellationToken cancellationToken) =>
        Assert.Equal("ok", (await RunAsync(
            "rabbitmqctl", ["eval", "ok = mnesia:sync_log(), dets:sync(ra_directory_reverse)."], cancellationToken)).Trim());

    /// <summary>Kills the broker with SIGKILL, like a crash, and returns when it has ended.</summary>
    public abstract Task KillAsync(CancellationToken cancellationToken);

    /// <summary>Starts the broker again after it was killed, on the same port with the same data.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken) => BeginAsync(cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Starts the process, and returns when it responds.</summary>
    private protected abstract Task BeginAsync(CancellationToken cancellationToken);

    /// <param name="whyGone">Returns the server's last output if it has ended, or null while it runs.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
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

    /// <summary>Whether the broker responds to the protocol header with its first frame, a method.</summary>
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
