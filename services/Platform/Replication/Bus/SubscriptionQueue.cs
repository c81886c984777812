using KosovoNato.Kernel.Telemetry;
using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// A subscriber's queue. With RabbitMQ it is a quorum queue with a single active consumer, so that changes stay in order with any number of
/// instances. Invalid messages go to the queue's <c>_error</c> at once, messages that could not be applied go there after some retries, and
/// messages of another type go to <c>_skipped</c>.
/// </summary>
sealed partial class SubscriptionQueue : IReceiveEndpointObserver
{
    const string Processed = "processed";
    const string DeadLettered = "dead_lettered";
    const string Skip = "skipped";
    const int Connected = 1;
    const int Unavailable = 2;

    readonly Subscription subscription;
    readonly BusOptions options;
    readonly PlatformMetrics metrics;
    readonly ILogger logger;
    readonly HostReceiveEndpointHandle endpoint;
    int state;

    public SubscriptionQueue(IBus bus, Subscription subscription, BusOptions options, PlatformMetrics metrics, ILogger logger)
    {
        (this.subscription, this.options, this.metrics, this.logger) = (subscription, options, metrics, logger);
        foreach (var outcome in new[] { Processed, DeadLettered, Skip })
        {
            metrics.MessageConsumed(subscription.Queue, outcome, 0);
        }

        endpoint = bus.ConnectReceiveEndpoint(subscription.Queue, Configure);
    }

    /// <summary>Stops consuming. Further messages stay in the queue.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => endpoint.StopAsync(cancellationToken).WaitAsync(cancellationToken);

    void Configure(IReceiveEndpointConfigurator configure)
    {
        configure.ConfigureConsumeTopology = false;
        configure.PublishFaults = false;
        configure.PrefetchCount = options.PrefetchCount;
        configure.ConcurrentMessageLimit = 1;
        configure.ClearSerialization();
        var changes = new ChangeSerializerFactory(subscription.Topic, options.MaxMessageBytes);
        configure.AddSerializer(changes);
        configure.AddDeserializer(changes, true);
        switch (configure)
        {
            case IRabbitMqReceiveEndpointConfigurator rabbit:
                rabbit.SetQuorumQueue();
                rabbit.SingleActiveConsumer = true;
                rabbit.Bind(subscription.Topic.Message);
                break;
            case IInMemoryReceiveEndpointConfigurator memory:
                memory.Bind(subscription.Topic.Message);
                break;
        }

        configure.ConnectReceiveEndpointObserver(this);
        configure.ConfigureError(pipe =>
        {
            pipe.UseExecuteAsync(async failed =>
            {
                metrics.MessageConsumed(subscription.Queue, DeadLettered);
                Failed(logger, subscription.Queue, IdOf(failed), failed.Exception);
                if (!failed.IsFaulted)
                {
                    // No consumer has seen a message that cannot be deserialized. Unless it is marked as faulted, MassTransit takes it for
                    // a message without a consumer and moves it to _skipped as well.
                    await failed.NotifyFaulted(failed.Exception);
                }
            });
            pipe.UseFilter(new ErrorTransportFilter());
        });
        configure.ConfigureDeadLetter(pipe =>
        {
            pipe.UseExecute(skipped =>
            {
                metrics.MessageConsumed(subscription.Queue, Skip);
                Skipped(logger, subscription.Queue, IdOf(skipped));
            });
            pipe.UseFilter(new DeadLetterTransportFilter());
        });
        configure.UseMessageRetry(retry => retry.Interval(options.RetryCount, options.RetryDelay));
        configure.Handler<IncomingChange>(async received =>
        {
            await subscription.HandleAsync(received.Message.Id, received.Message.Change, received.CancellationToken);
            metrics.MessageConsumed(subscription.Queue, Processed);
        });
    }

    static string IdOf(ReceiveContext context) => context.TransportHeaders.Get(CloudEventHeaders.Prefix + "id", "no ID") ?? "";

    Task IReceiveEndpointObserver.Ready(ReceiveEndpointReady ready)
    {
        if (ready.IsStarted && Interlocked.Exchange(ref state, Connected) != Connected)
        {
            Reads(logger, subscription.Topic.Service, subscription.Queue);
        }

        return Task.CompletedTask;
    }

    /// <summary>Called for each failed attempt. An outage is logged once.</summary>
    Task IReceiveEndpointObserver.Faulted(ReceiveEndpointFaulted faulted)
    {
        if (Interlocked.Exchange(ref state, Unavailable) != Unavailable)
        {
            Away(logger, subscription.Queue, faulted.Exception?.Message ?? "no reason given");
        }

        return Task.CompletedTask;
    }

    Task IReceiveEndpointObserver.Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    Task IReceiveEndpointObserver.Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    [LoggerMessage(EventName = "bus.queue_unavailable", Level = LogLevel.Warning,
        Message = "Bus: cannot consume from queue {Queue}: {Reason}. Messages stay in the queue; retrying until the broker is available.")]
    static partial void Away(ILogger logger, string queue, string reason);

    [LoggerMessage(EventName = "bus.consumer_started", Level = LogLevel.Information,
        Message = "Bus: consuming changes of {Service} from queue {Queue}.")]
    static partial void Reads(ILogger logger, string service, string queue);

    [LoggerMessage(EventName = "bus.message_dead_lettered", Level = LogLevel.Error,
        Message = "Bus: a message in queue {Queue} could not be read or applied and was moved to its _error queue: {Id}. Missing revisions "
        + "are fetched from the upstream.")]
    static partial void Failed(ILogger logger, string queue, string id, Exception reason);

    [LoggerMessage(EventName = "bus.message_skipped", Level = LogLevel.Warning,
        Message = "Bus: a message in queue {Queue} has another type and was moved to its _skipped queue: {Id}.")]
    static partial void Skipped(ILogger logger, string queue, string id);
}
