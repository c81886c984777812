using System.Diagnostics;

namespace KosovoNato.Testing;

/// <summary>Redis as a plain child process on loopback, with its data in its own directory.</summary>
internal sealed class LocalRedisServer : StoreServer
{
    private const string Program = "redis-server";

    private readonly int port = FreePort.Next();
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("kosovonato-redis-");
    private Process? process;

    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(Path.Combine(folder, Program)));

    public override string Configuration => $"127.0.0.1:{port}";

    public static Task<StoreServer> StartAsync(CancellationToken cancellationToken) =>
        StartNewAsync(new LocalRedisServer(), cancellationToken);

    public override async Task KillAsync(CancellationToken cancellationToken)
    {
        if (process is null)
        {
            return;
        }

        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
        process.Dispose();
        process = null;
    }

    public override async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        data.Delete(recursive: true);
    }

    private protected override async Task StartProcessAsync(CancellationToken cancellationToken)
    {
        var log = Path.Combine(data.FullName, "redis.log");
        process = Process.Start(Program,
        [
            "--bind", "127.0.0.1", "--port", $"{port}", "--dir", data.FullName, "--logfile", log, .. RedisServer.Durability,
        ]);
        var started = process;
        await StoreReadinessProbe.WaitAsync(
            port, () => started.HasExited ? File.Exists(log) ? File.ReadAllText(log) : "no log" : null, cancellationToken);
    }
}
