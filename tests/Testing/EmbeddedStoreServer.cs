using System.Diagnostics;
using KosovoNato.Standalone;

namespace KosovoNato.Testing;

/// <summary>The store of the one-process default. On disk is here what a COMMITAOF has followed, as the services send it.</summary>
public sealed class EmbeddedStoreServer : StoreServer
{
    // Its own port from the range of ours: the one it would find by itself could be lost to a client while it is down.
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
