using System.Globalization;
using KosovoNato.Testing;

namespace KosovoNato.Benchmarks.Processes;

/// <summary>A replicated store: a primary, two replicas, and three sentinels, all on this machine.</summary>
sealed class ReplicatedRedis(IReadOnlyList<RedisProcess> servers, IReadOnlyList<ChildProcess> sentinels, string configuration)
    : IAsyncDisposable
{
    const string Name = "store";

    public string Configuration => configuration;

    public IReadOnlyList<(string, ChildProcess)> Measured =>
        [("primary", servers[0].Child), ("replica", servers[1].Child), ("replica", servers[2].Child)];

    public static async Task<ReplicatedRedis> StartAsync(string folder, CancellationToken cancellationToken)
    {
        // Replicas have it too, because each may become the primary.
        string[] settings = ["--min-replicas-to-write", "1"];
        var primary = await RedisProcess.StartAsync(Subfolder("primary"), cancellationToken, settings);
        List<RedisProcess> servers = [primary];
        foreach (var name in new[] { "replica-1", "replica-2" })
        {
            servers.Add(await RedisProcess.StartAsync(
                Subfolder(name), cancellationToken, [.. settings, "--replicaof", "127.0.0.1", Text(primary.Port)]));
        }

        int[] ports = [FreePort.Next(), FreePort.Next(), FreePort.Next()];
        List<ChildProcess> sentinels = [];
        foreach (var port in ports)
        {
            var own = Subfolder($"sentinel-{Text(port)}");
            var file = Path.Combine(own, "sentinel.conf");
            await File.WriteAllTextAsync(
                file,
                $"port {Text(port)}\nbind 127.0.0.1\ndir {own}\nsentinel monitor {Name} 127.0.0.1 {Text(primary.Port)} 2\n",
                cancellationToken);
            sentinels.Add(ChildProcess.Start("redis-server", [file, "--sentinel"], Path.Combine(own, "redis.log")));
        }

        return new(servers, sentinels, $"{string.Join(',', ports.Select(port => $"127.0.0.1:{Text(port)}"))},serviceName={Name}");

        string Subfolder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in sentinels.Concat(servers.Select(server => server.Child)))
        {
            await process.DisposeAsync();
        }
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
