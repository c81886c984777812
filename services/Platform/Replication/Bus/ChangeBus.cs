using KosovoNato.Kernel;
using KosovoNato.Kernel.Telemetry;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// One MassTransit bus: to RabbitMQ, or within this process. Several hosts may share one. It need not be reachable when it is
/// started, and connects by itself when it is.
/// </summary>
public sealed class ChangeBus : IAsyncDisposable
{
    static readonly TimeSpan EndWithin = TimeSpan.FromMilliseconds(500);

    readonly IBusControl bus;
    readonly CancellationTokenSource ending = new();
    Task<BusHandle>? started;

    ChangeBus(IBusControl bus, string name) => (this.bus, Name) = (bus, name);

    /// <summary>Where it is, for logs.</summary>
    public string Name { get; }

    /// <summary>
    /// A bus for services in one process, with the same bytes and headers as on a broker. It keeps nothing: who was not there
    /// fetches what is missing.
    /// </summary>
    public static ChangeBus InMemory()
    {
        SilenceMassTransitLogs();
        return new ChangeBus(MassTransit.Bus.Factory.CreateUsingInMemory(UseChanges), "in memory");
    }

    /// <param name="address">Where the broker is.</param>
    /// <param name="client">Names the connection, for whoever looks at the broker.</param>
    internal static ChangeBus RabbitMq(BusAddress address, string client)
    {
        SilenceMassTransitLogs();
        var bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(configure =>
        {
            configure.Host(address.Host, address.Port, address.VirtualHost, host =>
            {
                host.Username(address.User);
                host.Password(address.Password);
                host.PublisherConfirmation = true;
                host.ConnectionName(client);
                host.Heartbeat(TimeSpan.FromSeconds(10));
                host.RequestedConnectionTimeout(TimeSpan.FromSeconds(3));
                // A question that the broker does not answer holds up all others on its channel, also those of a later try.
                host.ContinuationTimeout(TimeSpan.FromSeconds(5));
                if (address.Tls)
                {
                    host.UseSsl(tls => tls.ServerName = address.Host);
                }
            });
            // An operator looks into what was put aside, which such a queue does not allow.
            configure.SendTopology.ConfigureErrorSettings = aside => aside.SingleActiveConsumer = false;
            configure.SendTopology.ConfigureDeadLetterSettings = aside => aside.SingleActiveConsumer = false;
            UseChanges(configure);
        });
        return new ChangeBus(bus, address.ToString());
    }

    /// <summary>Begins to connect; does not wait until it is connected.</summary>
    public void Start() => started = bus.StartAsync(ending.Token);

    /// <summary>Delivers a service's changes from now on.</summary>
    internal SubscriptionQueue Subscribe(Subscription subscription, BusOptions options, PlatformMetrics metrics, ILogger logger) =>
        new(bus, subscription, options, metrics, logger);

    internal async Task<ChangePublisher> GetPublisherAsync(ChangeTopic topic) =>
        new(await bus.GetSendEndpoint(new Uri($"exchange:{topic.Message}")));

    /// <summary>Disconnects; what was not delivered stays in the queues.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref started, null) is not { } starting)
        {
            return;
        }

        if (starting.IsCompletedSuccessfully)
        {
            // What MassTransit waits for need not come from a broker that is silent, whatever the token says.
            await bus.StopAsync(cancellationToken).WaitAsync(cancellationToken);
        }
        else
        {
            // It never got a connection, and now gives up trying.
            await ending.CancelAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(EndWithin);
        try
        {
            await StopAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // What hangs on a broker that does not answer ends with the process.
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

    /// <summary>MassTransit writes a line per attempt and per connection; what matters of it is logged by us.</summary>
    static void SilenceMassTransitLogs() => LogContext.ConfigureCurrentLogContext((ILoggerFactory)NullLoggerFactory.Instance);
}
