namespace KosovoNato.Testing;

/// <summary>
/// One server of each kind for a whole test assembly, started by the first test that needs it. Declare it once with
/// <c>[assembly: AssemblyFixture(typeof(SharedStores))]</c> and inject it into the constructor of a test class. Use a separate
/// <see cref="StoreServer.FreshPrefix"/> per test, and never kill these servers: <see cref="StoreServer.StartAsync"/> starts one that may
/// be killed.
/// </summary>
public sealed class SharedStores : IAsyncDisposable
{
    // Not the token of the first test: if that test is cancelled, the others still need the server. The start has its own time limit.
    private readonly Lazy<Task<StoreServer>> redis = new(() => RedisServer.StartAsync(CancellationToken.None));
    private readonly Lazy<Task<StoreServer>> embedded = new(() => EmbeddedStoreServer.StartAsync(CancellationToken.None));

    public Task<StoreServer> Of(StoreBackend backend) => backend switch
    {
        StoreBackend.Redis => redis.Value,
        StoreBackend.Embedded => embedded.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(backend), backend, "Not a store backend."),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { redis, embedded })
        {
            // A failed start has already failed every test that needs the server.
            if (server.IsValueCreated && server.Value.IsCompletedSuccessfully)
            {
                await (await server.Value).DisposeAsync();
            }
        }
    }
}
