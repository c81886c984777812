namespace KosovoNato.Testing;

/// <summary>
/// One RabbitMQ broker for a whole test assembly, started by the first test that needs it; see <see cref="SharedStores"/>. Use a separate
/// <see cref="RabbitServer.FreshVirtualHostAsync"/> per test, and never kill the broker.
/// </summary>
public sealed class SharedBroker : IAsyncDisposable
{
    private readonly Lazy<Task<RabbitServer>> server = new(() => RabbitServer.StartAsync(CancellationToken.None));

    public Task<RabbitServer> Server => server.Value;

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated && server.Value.IsCompletedSuccessfully)
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
