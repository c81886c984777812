namespace KosovoNato.Testing;

/// <summary>
/// One server of each kind for a whole test assembly, started by the first test that asks. Declare it once with
/// <c>[assembly: AssemblyFixture(typeof(SharedStores))]</c> and take it in the constructor of a test class. Use your own
/// <see cref="StoreServer.FreshPrefix"/>, and never kill these: <see cref="StoreServer.StartAsync"/> gives you one to kill.
/// </summary>
public sealed class SharedStores : IAsyncDisposable
{
    // Not the token of the first test: when that one is cancelled, the others still need the server. The start is bounded by itself.
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
            // A start that failed has already failed every test that asked for it.
            if (server.IsValueCreated && server.Value.IsCompletedSuccessfully)
            {
                await (await server.Value).DisposeAsync();
            }
        }
    }
}
