using System.Text.Json;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>
/// A RabbitMQ broker of three nodes, as processes on loopback, formed as in deploy/components/broker-cluster: the first node begins, and
/// the others join it.
/// </summary>
public sealed class RabbitCluster : IAsyncDisposable
{
    private readonly LocalRabbitServer[] nodes;

    private RabbitCluster()
    {
        var names = new RabbitNameServer();
        var seed = new LocalRabbitServer(names);
        nodes = [seed, new(names, seed), new(names, seed)];
    }

    /// <summary>The address of the first node, in the form that the services accept.</summary>
    public string Address => nodes[0].Address("/");

    /// <summary>The addresses of the other nodes, in the form that the services accept.</summary>
    public IReadOnlyList<string> OtherNodes => [.. nodes.Skip(1).Select(node => $"127.0.0.1:{node.Port}")];

    public static async Task<RabbitCluster> StartAsync(CancellationToken cancellationToken)
    {
        if (!LocalRabbitServer.IsInstalled)
        {
            Assert.Skip("rabbitmq-server is not installed.");
        }

        var cluster = new RabbitCluster();
        var begun = false;
        try
        {
            foreach (var node in cluster.nodes)
            {
                await node.StartAgainAsync(cancellationToken);
            }

            begun = true;
            return cluster;
        }
        finally
        {
            if (!begun)
            {
                await cluster.DisposeAsync();
            }
        }
    }

    /// <summary>Returns the node to which the only client is connected.</summary>
    public async Task<RabbitServer> ConnectedNodeAsync(CancellationToken cancellationToken)
    {
        var port = (await ListAsync("list_connections", ["port"], cancellationToken)).Single().GetProperty("port").GetInt32();
        return nodes.Single(node => node.Port == port);
    }

    /// <summary>Lets another node than the given one lead a queue of the virtual host "/", and returns it.</summary>
    public async Task<RabbitServer> MoveLeaderAwayAsync(string queue, RabbitServer from, CancellationToken cancellationToken)
    {
        var to = nodes.First(node => node != from);
        await Running.RunAsync("rabbitmqctl", ["eval", $$"""
            {ok, Q} = rabbit_amqqueue:lookup(rabbit_misc:r(<<"/">>, queue, <<"{{queue}}">>)),
            rabbit_quorum_queue:transfer_leadership(Q, '{{to.Node}}').
            """], cancellationToken);
        await Eventually.True(
            async () => (await QueueAsync(queue, cancellationToken)).GetProperty("leader").GetString() == to.Node, seconds: 30,
            $"{to.Node} leads {queue}");
        return to;
    }

    /// <summary>Returns the number of nodes that keep a queue and are connected.</summary>
    public async Task<int> OnlineMembersAsync(string queue, CancellationToken cancellationToken) =>
        (await QueueAsync(queue, cancellationToken)).GetProperty("online").GetArrayLength();

    public async ValueTask DisposeAsync()
    {
        // The seed is last, because the name server, which the others need, ends with it.
        foreach (var node in nodes.Reverse())
        {
            await node.DisposeAsync();
        }
    }

    private LocalRabbitServer Running => nodes.First(node => node.IsRunning);

    private async Task<JsonElement> QueueAsync(string queue, CancellationToken cancellationToken) =>
        (await ListAsync("list_queues", ["name", "leader", "online"], cancellationToken))
            .Single(one => one.GetProperty("name").GetString() == queue);

    private async Task<IEnumerable<JsonElement>> ListAsync(
        string command, IEnumerable<string> columns, CancellationToken cancellationToken)
    {
        var list = await Running.RunAsync("rabbitmqctl", ["--quiet", "--formatter", "json", command, .. columns], cancellationToken);
        return JsonElement.Parse(list).EnumerateArray();
    }
}
