using KosovoNato.Kernel.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Replication.Bus;

/// <summary>Connects a service to the bus while it runs: starts the bus, unless it is shared, and the subscriptions.</summary>
sealed class BusHostedService(
    ChangeBus bus, BusHostedService.Ownership ownership, IEnumerable<Subscription> subscriptions, IOptions<BusOptions> options,
    PlatformMetrics metrics, ILogger<BusHostedService> logger)
    : IHostedService
{
    /// <summary>The ownership of the bus. The owner starts and stops it.</summary>
    public enum Ownership
    {
        /// <summary>This host created the bus.</summary>
        Own,

        /// <summary>Several hosts share the bus, and the program that runs them owns it.</summary>
        Shared,
    }

    // Only a part of the shutdown timeout, because the service has more to stop.
    static readonly TimeSpan StopTimeout = TimeSpan.FromMilliseconds(500);

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
        limit.CancelAfter(StopTimeout);
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
            // Connections to a broker that does not respond end with the process. A change that was being applied is delivered again.
        }
    }
}
