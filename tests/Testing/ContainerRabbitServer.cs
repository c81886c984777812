using Microsoft.Extensions.Logging.Abstractions;
using Testcontainers.RabbitMq;

namespace KosovoNato.Testing;

/// <summary>RabbitMQ in a container, with its data in the container's own volume.</summary>
internal sealed class ContainerRabbitServer : RabbitServer
{
    private const ushort InsidePort = 5672;

    private readonly RabbitMqContainer container;

    public ContainerRabbitServer()
    {
        var image = Environment.GetEnvironmentVariable("TEST_RABBITMQ_IMAGE") is { Length: > 0 } named ? named : "rabbitmq:3";
        container = new RabbitMqBuilder(image)
            .WithUsername("guest")
            .WithPassword("guest")
            // The data directory has the name of the node, which must not change.
            .WithHostname("broker")
            .WithLogger(NullLogger.Instance)
            .WithPortBinding(Port, InsidePort)
            .WithCreateParameterModifier(parameters =>
            {
                foreach (var binding in parameters.HostConfig!.PortBindings!.Values.SelectMany(bindings => bindings))
                {
                    binding.HostIP = "127.0.0.1";
                }
            })
            .Build();
    }

    public override async Task<string> RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await container.ExecAsync([tool, .. arguments], cancellationToken);
        return result.ExitCode == 0
            ? result.Stdout
            : throw new InvalidOperationException(
                $"{tool} {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.Stdout}{result.Stderr}");
    }

    public override Task KillAsync(CancellationToken cancellationToken) => ContainerEngine.KillAsync(container.Id, cancellationToken);

    public override ValueTask DisposeAsync() => container.DisposeAsync();

    private protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        await container.StartAsync(cancellationToken);
        await WaitUntilReadyAsync(() => null, cancellationToken);
    }
}
