namespace KosovoNato.Testing;

/// <summary>
/// A real store server of the tests, with its data on disk: what was committed must still be there after
/// <see cref="KillAsync"/> and <see cref="RestartAsync"/>.
/// </summary>
public abstract class StoreServer : IAsyncDisposable
{
    /// <summary>Connection string for StackExchange.Redis. Stays the same across restarts.</summary>
    public abstract string Configuration { get; }

    /// <summary>Starts a server of its own for one test. Prefer <see cref="SharedStores"/> unless the test kills it.</summary>
    public static Task<StoreServer> StartAsync(StoreBackend backend, CancellationToken cancellationToken) => backend switch
    {
        StoreBackend.Redis => RedisServer.StartAsync(cancellationToken),
        StoreBackend.Embedded => EmbeddedStoreServer.StartAsync(cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(backend), backend, "Not a store backend."),
    };

    /// <summary>A key prefix that no other test uses: tests share a server, never a key.</summary>
    public static string FreshPrefix() => $"t-{Guid.NewGuid():N}:";

    /// <summary>
    /// Ends the process with SIGKILL, as a crash would, and returns once it is gone. One that is gone already is left so.
    /// </summary>
    public abstract Task KillAsync(CancellationToken cancellationToken);

    /// <summary>Starts it again on the same port with the same data; one that still runs is killed first.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await KillAsync(cancellationToken);
        await StartProcessAsync(cancellationToken);
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Starts the process and returns once it answers with its data loaded.</summary>
    private protected abstract Task StartProcessAsync(CancellationToken cancellationToken);

    /// <summary>Starts a new server, and leaves nothing behind when that fails.</summary>
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
