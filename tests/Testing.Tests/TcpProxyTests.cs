using System.Diagnostics;
using System.Net.Sockets;
using StackExchange.Redis;

namespace KosovoNato.Testing.Tests;

public sealed class TcpProxyTests(SharedStores stores)
{
    private readonly string key = StoreServer.FreshPrefix() + "counter";

    [Fact]
    public async Task Data_passes_both_ways_and_again_after_a_cut()
    {
        var server = await stores.Of(StoreBackend.Redis);
        await using var proxy = TcpProxy.To(server.Configuration);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(proxy.Configuration);
        Assert.Equal(1, await connection.GetDatabase().StringIncrementAsync(key).WithinAsync(10));

        await proxy.CutAsync().WithinAsync(5);
        await Eventually.True(() => !connection.IsConnected);
        await Assert.ThrowsAsync<RedisConnectionException>(
            () => ConnectionMultiplexer.ConnectAsync(proxy.Configuration + ",connectRetry=0,connectTimeout=500")).WithinAsync(30);

        proxy.Resume();
        await Eventually.True(() => connection.IsConnected, seconds: 30);
        Assert.Equal(2, await connection.GetDatabase().StringIncrementAsync(key).WithinAsync(10));
    }

    [Fact]
    public async Task A_write_without_a_response_took_effect_although_the_client_saw_a_failure()
    {
        var server = await stores.Of(StoreBackend.Redis);
        await using var proxy = TcpProxy.To(server.Configuration);
        await using var direct = await ConnectionMultiplexer.ConnectAsync(server.Configuration);
        await using var disturbed = await ConnectionMultiplexer.ConnectAsync(proxy.Configuration);

        var cut = proxy.CutAfterRequestAsync(() => direct.GetDatabase().KeyExistsAsync(key));
        var write = disturbed.GetDatabase().StringSetAsync(key, "done");

        await cut.WithinAsync(15);
        await Assert.ThrowsAsync<RedisConnectionException>(() => write).WithinAsync(15);
        Assert.Equal("done", await direct.GetDatabase().StringGetAsync(key).WithinAsync(10));
    }

    [Fact]
    public async Task Responses_can_be_held_back()
    {
        var server = await stores.Of(StoreBackend.Redis);
        await using var proxy = TcpProxy.To(server.Configuration);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", proxy.Port, TestContext.Current.CancellationToken);
        proxy.ResponseDelay = TimeSpan.FromMilliseconds(300);

        var start = Stopwatch.GetTimestamp();
        await client.GetStream().WriteAsync("PING\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var length = await client.GetStream().ReadAsync(new byte[64], TestContext.Current.CancellationToken).WithinAsync(10);

        Assert.Equal("+PONG\r\n".Length, length);
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(250)); // timers may fire a few milliseconds early
    }

    [Fact]
    public async Task A_held_command_waits_and_earlier_commands_get_their_responses()
    {
        var server = await stores.Of(StoreBackend.Redis);
        await using var proxy = TcpProxy.To(server.Configuration);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", proxy.Port, TestContext.Current.CancellationToken);
        var held = proxy.Hold("ECHO");

        await client.GetStream().WriteAsync("PING\r\nECHO a\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var answers = new byte[64];
        Assert.Equal(
            "+PONG\r\n".Length, await client.GetStream().ReadAsync(answers, TestContext.Current.CancellationToken).WithinAsync(10));

        held.LetPass();
        Assert.Equal(
            "$1\r\na\r\n".Length, await client.GetStream().ReadAsync(answers, TestContext.Current.CancellationToken).WithinAsync(10));
    }

    [Fact]
    public async Task An_unavailable_server_looks_like_a_cut()
    {
        await using var proxy = TcpProxy.To($"127.0.0.1:{FreePort.Next()}");

        // The reset may arrive before the client has connected, and then appears as a connection failure.
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(proxy.Port)).WithinAsync(10);

        var socketFailure = failure as SocketException ?? failure.InnerException as SocketException;
        Assert.True(failure is EndOfStreamException || socketFailure?.SocketErrorCode == SocketError.ConnectionReset, failure.ToString());
    }

    private static async Task ReadAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        await client.GetStream().ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);
    }
}
