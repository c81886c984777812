using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Bus;

/// <summary>Connects a service to the bus for as long as it runs: starts the bus, unless it is shared, and its subscriptions.</summary>
sealed class BusConnection(
    ChangeBus bus, BusConnection.Ownership ownership, IEnumerable<Subscription> subscriptions, IOptions<BusOptions> options, ILogger<BusConnection> log)
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

    readonly List<SubscribedQueue> queues = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (ownership == Ownership.Own)
        {
            bus.Start();
        }

        queues.AddRange(subscriptions.Select(subscription => bus.Subscribe(subscription, options.Value, log)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(queues.Select(queue => queue.StopAsync(cancellationToken)));

        if (ownership == Ownership.Own)
        {
            await bus.StopAsync();
        }
    }
}
