using System.Globalization;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.Benchmarks.Processes;

/// <summary>A real store with the settings that the service requires.</summary>
sealed class RedisProcess(ChildProcess child, int port) : IAsyncDisposable
{
    public ChildProcess Child => child;

    public int Port => port;

    public string Configuration { get; } = $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";

    /// <param name="more">Further arguments.</param>
    public static async Task<RedisProcess> StartAsync(string folder, CancellationToken cancellationToken, params IEnumerable<string> more)
    {
        var port = FreePort.Next();
        // Rewriting of the append-only file is off: its timing is random, and it would affect only one side of a comparison.
        string[] arguments =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes",
            "--appendfsync", "always",
            "--save", "", "--auto-aof-rewrite-percentage", "0", "--daemonize", "no", .. more,
        ];
        var redis = new RedisProcess(ChildProcess.Start("redis-server", arguments, Path.Combine(folder, "redis.log")), port);
        await Readiness.UntilAsync("redis-server", redis.Child, async () =>
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Configuration + ",connectTimeout=500");
            await connection.GetDatabase().PingAsync();
        }, cancellationToken);
        return redis;
    }

    public ValueTask DisposeAsync() => child.DisposeAsync();
}
