using KosovoNato.Kernel.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Replication.Bus;

/// <summary>Connects a service to the bus for as long as it runs: starts the bus, unless it is shared, and its subscriptions.</summary>
sealed class BusHostedService(
    ChangeBus bus, BusHostedService.Ownership ownership, IEnumerable<Subscription> subscriptions, IOptions<BusOptions> options,
    PlatformMetrics metrics, ILogger<BusHostedService> logger)
    : IHostedService
{
    /// <summary>Says who starts and ends the bus.</summary>
    public enum Ownership
    {
        /// <summary>This host made it.</summary>
        Own,

        /// <summary>Whoever runs several hosts on it.</summary>
        Shared,
    }

    // The service has more to end within its time.
    static readonly TimeSpan StopWithin = TimeSpan.FromMilliseconds(500);

    readonly List<SubscriptionQueue> queues = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (ownership == Ownership.Own)
        {
            bus.Start();
        }

        queues.AddRange(subscriptions.Select(subscription => bus.Subscribe(subscription, options.Value, metrics, logger)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StopWithin);
        try
        {
            await Task.WhenAll(queues.Select(queue => queue.StopAsync(limit.Token)));
            if (ownership == Ownership.Own)
            {
                await bus.StopAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // What hangs on a broker that does not answer ends with the process. A change that was being taken in comes again.
        }
    }
}
