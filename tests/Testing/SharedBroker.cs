namespace KosovoNato.Testing;

/// <summary>
/// One RabbitMQ for a whole test assembly, started by the first test that asks; see <see cref="SharedStores"/>. Use your own
/// <see cref="RabbitServer.FreshVirtualHostAsync"/>, and never kill it.
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
