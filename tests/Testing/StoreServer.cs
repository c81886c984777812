namespace KosovoNato.Testing;

/// <summary>
/// A real store server for tests, with its data on disk: committed data must survive <see cref="KillAsync"/> and
/// <see cref="RestartAsync"/>.
/// </summary>
public abstract class StoreServer : IAsyncDisposable
{
    /// <summary>The connection string for StackExchange.Redis. It stays the same across restarts.</summary>
    public abstract string Configuration { get; }

    /// <summary>Starts a separate server for one test. Prefer <see cref="SharedStores"/> unless the test kills the server.</summary>
    public static Task<StoreServer> StartAsync(StoreBackend backend, CancellationToken cancellationToken) => backend switch
    {
        StoreBackend.Redis => RedisServer.StartAsync(cancellationToken),
        StoreBackend.Embedded => EmbeddedStoreServer.StartAsync(cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(backend), backend, "Not a store backend."),
    };

    /// <summary>Returns a key prefix that no other test uses: tests share a server, but never a key.</summary>
    public static string FreshPrefix() => $"t-{Guid.NewGuid():N}:";

    /// <summary>
    /// Kills the process with SIGKILL, like a crash, and returns when it has ended. Does nothing if it has already ended.
    /// </summary>
    public abstract Task KillAsync(CancellationToken cancellationToken);

    /// <summary>Starts the server again on the same port with the same data. A running server is killed first.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await KillAsync(cancellationToken);
        await StartProcessAsync(cancellationToken);
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Starts the process, and returns when it has loaded its data and responds.</summary>
    private protected abstract Task StartProcessAsync(CancellationToken cancellationToken);

    /// <summary>Starts a new server. Leaves nothing behind if the start fails.</summary>
    private protected static async Task<StoreServer> StartNewAsync(StoreServer server, CancellationToken cancellationToken)
    {
        var begun = false;
        try
        {
            await server.StartProcessAsync(cancellationToken);
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
}
