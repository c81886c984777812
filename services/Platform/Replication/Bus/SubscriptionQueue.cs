using KosovoNato.Kernel.Telemetry;
using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// A subscriber's queue. With RabbitMQ it is a quorum queue from which one consumer takes at a time, so that changes stay in
/// order however many instances there are. What cannot be read goes to the queue's <c>_error</c> at once, what could not be
/// taken in after some tries, and what is of another type to <c>_skipped</c>.
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

    /// <summary>Stops taking messages; those that come meanwhile stay in the queue.</summary>
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
            pipe.UseExecute(failed =>
            {
                metrics.MessageConsumed(subscription.Queue, DeadLettered);
                Failed(logger, subscription.Queue, IdOf(failed), failed.Exception);
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

    static string IdOf(ReceiveContext context) => context.TransportHeaders.Get(CloudEventHeaders.Prefix + "id", "without an id") ?? "";

    Task IReceiveEndpointObserver.Ready(ReceiveEndpointReady ready)
    {
        if (ready.IsStarted && Interlocked.Exchange(ref state, Connected) != Connected)
        {
            Reads(logger, subscription.Topic.Service, subscription.Queue);
        }

        return Task.CompletedTask;
    }

    /// <summary>Called for each attempt; an outage is one line.</summary>
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
        Message = "The queue {Queue} cannot be read now: {Reason}. It is tried again until it works.")]
    static partial void Away(ILogger logger, string queue, string reason);

    [LoggerMessage(EventName = "bus.consumer_started", Level = LogLevel.Information,
        Message = "Changes of {Service} are read from the queue {Queue}.")]
    static partial void Reads(ILogger logger, string service, string queue);

    [LoggerMessage(EventName = "bus.message_dead_lettered", Level = LogLevel.Error,
        Message = "A message of the queue {Queue} could not be taken in and is in its _error now: {Id}.")]
    static partial void Failed(ILogger logger, string queue, string id, Exception reason);

    [LoggerMessage(EventName = "bus.message_skipped", Level = LogLevel.Warning,
        Message = "A message of the queue {Queue} is of another type and is in its _skipped now: {Id}.")]
    static partial void Skipped(ILogger logger, string queue, string id);
}
