using KosovoNato.Kernel;
using KosovoNato.Kernel.Telemetry;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// A MassTransit bus, to RabbitMQ or within this process. Several hosts can share it. The broker may be unavailable at the start; the bus
/// connects as soon as it can.
/// </summary>
public sealed class ChangeBus : IAsyncDisposable
{
    static readonly TimeSpan StopTimeout = TimeSpan.FromMilliseconds(500);

    readonly IBusControl bus;
    readonly CancellationTokenSource ending = new();
    Task<BusHandle>? started;

    ChangeBus(IBusControl bus, string name) => (this.bus, Name) = (bus, name);

    /// <summary>The broker's endpoint, for logs.</summary>
    public string Name { get; }

    /// <summary>
    /// Creates a bus for services in one process, with the same bytes and headers as on a broker. It stores nothing: a subscriber that was
    /// not connected fetches the missing changes from its upstream.
    /// </summary>
    public static ChangeBus InMemory()
    {
        SilenceMassTransitLogs();
        return new ChangeBus(MassTransit.Bus.Factory.CreateUsingInMemory(UseChanges), "in memory");
    }

    /// <param name="broker">The broker's endpoint and credentials.</param>
    /// <param name="otherNodes">The other nodes of the broker, <c>host</c> or <c>host:port</c>.</param>
    /// <param name="client">The name of the connection on the broker.</param>
    internal static ChangeBus RabbitMq(ConnectionFactory broker, IReadOnlyList<string> otherNodes, string client)
    {
        SilenceMassTransitLogs();
        var bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(configure =>
        {
            configure.Host(broker.HostName, (ushort)broker.Endpoint.Port, broker.VirtualHost, host =>
            {
                host.Username(broker.UserName);
                host.Password(broker.Password);
                host.PublisherConfirmation = true;
                host.ConnectionName(client);
                host.Heartbeat(TimeSpan.FromSeconds(10));
                host.RequestedConnectionTimeout(TimeSpan.FromSeconds(3));
                // A request that the broker does not answer blocks all others on its channel, including requests of a later attempt.
                host.ContinuationTimeout(TimeSpan.FromSeconds(5));
                if (broker.Ssl.Enabled)
                {
                    host.UseSsl(tls => tls.ServerName = broker.HostName);
                }

                if (otherNodes.Count > 0)
                {
                    host.UseCluster(cluster => UseNodes(cluster, broker, otherNodes));
                }
            });
            // Operators inspect these queues, which a queue with a single active consumer does not allow.
            configure.SendTopology.ConfigureErrorSettings = aside => aside.SingleActiveConsumer = false;
            configure.SendTopology.ConfigureDeadLetterSettings = aside => aside.SingleActiveConsumer = false;
            UseChanges(configure);
        });
        return new ChangeBus(bus, BrokerUri.EndpointOf(broker, otherNodes));
    }

    /// <summary>Starts connecting, without waiting for the connection.</summary>
    public void Start() => started = bus.StartAsync(ending.Token);

    /// <summary>Starts delivering the changes of a service.</summary>
    internal SubscriptionQueue Subscribe(Subscription subscription, BusOptions options, PlatformMetrics metrics, ILogger logger) =>
        new(bus, subscription, options, metrics, logger);

    internal async Task<ChangePublisher> GetPublisherAsync(ChangeTopic topic) =>
        new(await bus.GetSendEndpoint(new Uri($"exchange:{topic.Message}")));

    /// <summary>Disconnects. Changes that were not delivered stay in the queues.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref started, null) is not { } starting)
        {
            return;
        }

        if (starting.IsCompletedSuccessfully)
        {
            // While a broker does not respond, MassTransit can ignore the token.
            await bus.StopAsync(cancellationToken).WaitAsync(cancellationToken);
        }
        else
        {
            // The bus never connected, so stop trying.
            await ending.CancelAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopTimeout);
        try
        {
            await StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Connections to a broker that does not respond end with the process.
        }

        ending.Dispose();
    }

    static void UseChanges(IBusFactoryConfigurator configure)
    {
        configure.ClearSerialization();
        var nothing = new ChangeSerializerFactory(new ChangeTopic("", "."), 0);
        configure.AddSerializer(nothing);
        configure.AddDeserializer(nothing, true);
    }

    /// <summary>Connects to the nodes in turn, each instance in its own order, so that the nodes share the connections.</summary>
    static void UseNodes(IRabbitMqClusterConfigurator cluster, ConnectionFactory broker, IEnumerable<string> otherNodes)
    {
        string[] nodes = [BrokerUri.NodeOf(broker), .. otherNodes];
        Random.Shared.Shuffle(nodes);
        Array.ForEach(nodes, cluster.Node);
    }

    /// <summary>
    /// Disables the logs of the bus that this flow of control creates next: MassTransit logs each attempt and connection. The important
    /// events are logged here.
    /// </summary>
    static void SilenceMassTransitLogs() => LogContext.ConfigureCurrentLogContext((ILoggerFactory)NullLoggerFactory.Instance);
}
