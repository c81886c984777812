using System.Diagnostics;
using KosovoNato.Standalone;

namespace KosovoNato.Testing;

/// <summary>The store of the standalone program. Data is on disk after a COMMITAOF, which the services send.</summary>
public sealed class EmbeddedStoreServer : StoreServer
{
    // A port from the tests' own range: a port that the store finds itself could be lost to a client while the store is down.
    private readonly int port = FreePort.Next();
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("kosovonato-embedded-");
    private EmbeddedStore? store;

    private EmbeddedStoreServer()
    {
    }

    public override string Configuration => $"127.0.0.1:{port}";

    public static Task<StoreServer> StartAsync(CancellationToken cancellationToken) =>
        StartNewAsync(new EmbeddedStoreServer(), cancellationToken);

    public override async Task KillAsync(CancellationToken cancellationToken)
    {
        if (store is not { } killed)
        {
            return;
        }

        if (!killed.Exited.IsCompleted)
        {
            using var process = Process.GetProcessById(killed.ProcessId);
            process.Kill();
            await killed.Exited.WaitAsync(cancellationToken);
        }

        store = null;
        await killed.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        data.Delete(recursive: true);
    }

    private protected override async Task StartProcessAsync(CancellationToken cancellationToken) => store = await EmbeddedStore.StartAsync(
        new EmbeddedStoreOptions { DataDirectory = data.FullName, Port = port }, cancellationToken);
}
