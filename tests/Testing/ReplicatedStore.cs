using System.Net;
using StackExchange.Redis;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>
/// A replicated store: three Redis servers and three sentinels, as processes on loopback. A lost primary is replaced after two seconds.
/// </summary>
public sealed class ReplicatedStore : IAsyncDisposable
{
    const string Name = "store";

    // The user that replicas and sentinels have, so that a test can cut them off and leave the service its connections.
    const string Members = "members";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-replicated-");

    ReplicatedStore()
    {
        Servers = [.. Enumerable.Range(1, 3).Select(i => new RedisProcess(folder.CreateSubdirectory($"server-{i}")))];
        Sentinels = [.. Enumerable.Range(1, 3).Select(i => new RedisProcess(folder.CreateSubdirectory($"sentinel-{i}")))];
        foreach (var server in Servers)
        {
            server.Configure(
            [
                "appendonly yes", "appendfsync always", "save \"\"",
                "user default off allkeys allchannels allcommands", "user service on nopass allkeys allchannels allcommands",
                $"user {Members} on >{Members} allkeys allchannels allcommands", $"masteruser {Members}", $"masterauth {Members}",
                "min-replicas-to-write 1", "min-replicas-max-lag 10", "repl-backlog-size 64mb", "repl-diskless-sync-delay 0",
                .. server == Servers[0] ? [] : new[] { $"replicaof 127.0.0.1 {Servers[0].Port}" },
            ]);
        }

        foreach (var sentinel in Sentinels)
        {
            sentinel.Configure(
            [
                $"sentinel monitor {Name} 127.0.0.1 {Servers[0].Port} 2", $"sentinel down-after-milliseconds {Name} 2000",
                $"sentinel auth-user {Name} {Members}", $"sentinel auth-pass {Name} {Members}",
                $"sentinel failover-timeout {Name} 3000", $"sentinel parallel-syncs {Name} 2",
            ], "--sentinel");
        }
    }

    public IReadOnlyList<RedisProcess> Servers { get; }

    public IReadOnlyList<RedisProcess> Sentinels { get; }

    /// <summary>The configuration that names the sentinels. A service needs <c>Store:Replicas</c> with it.</summary>
    public string Configuration =>
        $"{string.Join(',', Sentinels.Select(sentinel => $"127.0.0.1:{sentinel.Port}"))},serviceName={Name},user=service,password=any";

    /// <summary>Starts all processes, and returns when both replicas follow the primary and the sentinels know each other.</summary>
    public static async Task<ReplicatedStore> StartAsync(CancellationToken cancellationToken)
    {
        if (!LocalRedisServer.IsInstalled)
        {
            Assert.Skip("redis-server is not installed.");
        }

        var store = new ReplicatedStore();
        var started = false;
        try
        {
            await Task.WhenAll(store.Servers.Select(server => server.StartAsync(cancellationToken)));
            await Task.WhenAll(store.Sentinels.Select(sentinel => sentinel.StartAsync(cancellationToken)));
            await store.IsWholeAsync();
            started = true;
            return store;
        }
        finally
        {
            if (!started)
            {
                await store.DisposeAsync();
            }
        }
    }

    /// <summary>Waits until all processes run, one server is the primary for all, and a lost one would be replaced.</summary>
    public async Task IsWholeAsync()
    {
        await Eventually.True(async () => (await Task.WhenAll(Sentinels.Select(SeesAllAsync))).All(sees => sees), seconds: 60);
        await Eventually.True(async () => (await FollowersAsync()).Count == 2, seconds: 60);
    }

    /// <summary>Returns the server that the sentinels call the primary.</summary>
    public async Task<RedisProcess> PrimaryAsync()
    {
        foreach (var sentinel in Sentinels.Where(sentinel => sentinel.IsAnswering))
        {
            await using var connection = await sentinel.ConnectAsync();
            if (await connection.GetServers()[0].SentinelGetMasterAddressByNameAsync(Name) is IPEndPoint { Port: var port })
            {
                return Servers.Single(server => server.Port == port);
            }
        }

        throw new InvalidOperationException("No sentinel answers.");
    }

    /// <summary>Returns the configuration of the present primary, for readers that bypass the service.</summary>
    public async Task<string> PrimaryConfigurationAsync() => $"127.0.0.1:{(await PrimaryAsync()).Port},user=service,password=any";

    /// <summary>Makes the sentinels replace the primary although it runs, as before maintenance.</summary>
    public async Task FailOverAsync()
    {
        await using var connection = await Sentinels[0].ConnectAsync();
        await connection.GetServers()[0].SentinelFailoverAsync(Name);
    }

    /// <summary>Cuts a server off from the others and from the sentinels, but not from the service.</summary>
    public static async Task CutOffAsync(RedisProcess server)
    {
        await using var connection = await server.ConnectAsync();
        await connection.GetDatabase().ExecuteAsync("ACL", "SETUSER", Members, "off");
        await connection.GetDatabase().ExecuteAsync("CLIENT", "KILL", "USER", Members);
    }

    /// <summary>Lets the others reach a server again.</summary>
    public static async Task ReconnectAsync(RedisProcess server)
    {
        await using var connection = await server.ConnectAsync();
        await connection.GetDatabase().ExecuteAsync("ACL", "SETUSER", Members, "on");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Servers.Concat(Sentinels))
        {
            await process.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    /// <summary>Returns the ports of the replicas that have all that the primary has.</summary>
    async Task<IReadOnlyList<string>> FollowersAsync()
    {
        await using var connection = await (await PrimaryAsync()).ConnectAsync();
        var role = (RedisResult[])(await connection.GetDatabase().ExecuteAsync("ROLE"))!;
        return (string?)role[0] == "master"
            ? [.. ((RedisResult[])role[2]!).Select(replica => (string)((RedisResult[])replica!)[1]!).Distinct()]
            : [];
    }

    static async Task<bool> SeesAllAsync(RedisProcess sentinel)
    {
        await using var connection = await sentinel.ConnectAsync();
        var state = (await connection.GetServers()[0].SentinelMasterAsync(Name)).ToDictionary(field => field.Key, field => field.Value);
        var replicas = await connection.GetServers()[0].SentinelReplicasAsync(Name);
        return state["flags"] == "master" && state["num-other-sentinels"] == "2" && replicas.Length == 2
            && replicas.All(replica => replica.Contains(new("flags", "slave")) && replica.Contains(new("master-link-status", "ok")));
    }
}
