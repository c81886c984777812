using StackExchange.Redis;

namespace KosovoNato.Testing.Tests;

public sealed class StoreServerTests(SharedStores stores)
{
    private const string Impatient = ",connectRetry=0,connectTimeout=500";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(StoreBackend.Redis), InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task There_is_one_shared_server_and_it_responds(StoreBackend backend)
    {
        var server = await stores.Of(backend);
        Assert.Same(server, await stores.Of(backend));
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Configuration);
        var key = StoreServer.FreshPrefix() + "greeting";

        await connection.GetDatabase().StringSetAsync(key, "hello").WithinAsync(10);

        Assert.Equal("hello", await connection.GetDatabase().StringGetAsync(key).WithinAsync(10));
    }

    [Theory, InlineData(StoreBackend.Redis), InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task Committed_data_survives_kills_at_the_same_address(StoreBackend backend)
    {
        await using var server = await StoreServer.StartAsync(backend, Cancelled).WithinAsync(60);
        var address = server.Configuration;
        for (var round = 0; round < StressMode.Rounds(2, 20); round++)
        {
            await WriteAsync(server, $"key-{round}").WithinAsync(20);

            await server.KillAsync(Cancelled).WithinAsync(20);
            await Assert.ThrowsAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync(address + Impatient))
                .WithinAsync(30);
            await server.RestartAsync(Cancelled).WithinAsync(60);

            Assert.Equal(address, server.Configuration);
            await using var connection = await ConnectionMultiplexer.ConnectAsync(address);
            for (var earlier = 0; earlier <= round; earlier++)
            {
                Assert.Equal("1", await connection.GetDatabase().StringGetAsync($"key-{earlier}").WithinAsync(10));
            }
        }
    }

    [Theory, InlineData(StoreBackend.Redis), InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task A_running_server_can_be_restarted_and_a_killed_one_killed_again(StoreBackend backend)
    {
        await using var server = await StoreServer.StartAsync(backend, Cancelled).WithinAsync(60);
        await WriteAsync(server, "kept").WithinAsync(20);

        await server.RestartAsync(Cancelled).WithinAsync(60);
        await using (var connection = await ConnectionMultiplexer.ConnectAsync(server.Configuration))
        {
            Assert.Equal("1", await connection.GetDatabase().StringGetAsync("kept").WithinAsync(10));
        }

        await server.KillAsync(Cancelled).WithinAsync(20);
        await server.KillAsync(Cancelled).WithinAsync(20);
    }

    [Fact]
    public async Task Redis_syncs_to_disk_before_it_responds()
    {
        var server = await stores.Of(StoreBackend.Redis);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Configuration + ",allowAdmin=true");
        var info = await connection.GetDatabase().ExecuteAsync("INFO", "server").WithinAsync(10);
        var fsync = await connection.GetDatabase().ExecuteAsync("CONFIG", "GET", "append*").WithinAsync(10);
        var settings = fsync.ToDictionary();

        Assert.Contains("redis_version:7.", info.ToString(), StringComparison.Ordinal);
        Assert.Equal("yes", settings["appendonly"].ToString());
        Assert.Equal("always", settings["appendfsync"].ToString());
    }

    [Fact]
    public async Task Many_servers_start_concurrently_on_their_own_ports()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StoreServer.StartAsync(StoreBackend.Redis, Cancelled)))
            .WithinAsync(120);
        Assert.Equal(servers.Length, servers.Select(server => server.Configuration).Distinct().Count());
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }
    }

    private static async Task WriteAsync(StoreServer server, string key)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.Configuration);
        await connection.GetDatabase().StringSetAsync(key, 1);
        if (server is EmbeddedStoreServer)
        {
            await connection.GetDatabase().ExecuteAsync("COMMITAOF"); // Redis syncs before each response, the embedded store before this
        }
    }
}
