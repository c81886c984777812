using Microsoft.Extensions.Logging.Abstractions;
using Testcontainers.Redis;

namespace KosovoNato.Testing;

/// <summary>Redis in a container, with its data in the container's own volume.</summary>
internal sealed class ContainerRedisServer : StoreServer
{
    private const ushort InsidePort = 6379;

    private readonly int port;
    private readonly RedisContainer container;

    private ContainerRedisServer(string image)
    {
        // A port chosen by the engine may change when the container restarts; a fixed port does not.
        port = FreePort.Next();
        container = new RedisBuilder(image)
            .WithCommand(["redis-server", "--protected-mode", "no", .. RedisServer.Durability])
            .WithLogger(NullLogger.Instance) // a line per step would bury the results; failures have their own messages
            .WithPortBinding(port, InsidePort)
            .WithCreateParameterModifier(parameters =>
            {
                foreach (var binding in parameters.HostConfig!.PortBindings!.Values.SelectMany(bindings => bindings))
                {
                    binding.HostIP = "127.0.0.1";
                }
            })
            .Build();
    }

    public override string Configuration => $"127.0.0.1:{port}";

    public static Task<StoreServer> StartAsync(CancellationToken cancellationToken)
    {
        var image = Environment.GetEnvironmentVariable("TEST_REDIS_IMAGE") is { Length: > 0 } named ? named : "redis:7";
        return StartNewAsync(new ContainerRedisServer(image), cancellationToken);
    }

    public override Task KillAsync(CancellationToken cancellationToken) => ContainerEngine.KillAsync(container.Id, cancellationToken);

    public override ValueTask DisposeAsync() => container.DisposeAsync();

    private protected override async Task StartProcessAsync(CancellationToken cancellationToken)
    {
        await container.StartAsync(cancellationToken);
        await StoreReadinessProbe.WaitAsync(port, () => null, cancellationToken);
    }
}
