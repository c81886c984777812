using KosovoNato.Kernel;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Replication.Bus;
using KosovoNato.Replication.Publishing;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Storage;
using KosovoNato.Storage.Leases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Replication;

/// <summary>
/// Registers the bus of a service: it publishes the service's changes and receives changes of its upstreams. Does neither if the settings
/// name no broker and no bus is shared.
/// </summary>
static class BusServiceCollectionExtensions
{
    /// <param name="services">
    /// Contains a <see cref="ChangeBus"/> if several hosts share one; the program that added it starts and stops it.
    /// </param>
    public static void Add(IServiceCollection services, Schema schema, IConfiguration configuration)
    {
        services.AddSettings<BusOptions>(configuration, "Bus");
        var shared = services.Any(service => service.ServiceType == typeof(ChangeBus));
        if (!shared && string.IsNullOrEmpty(configuration["Bus:RabbitMqUri"]))
        {
            return;
        }

        if (!shared)
        {
            services.AddSingleton(provider => Connect(provider.GetRequiredService<IOptions<BusOptions>>().Value, schema));
        }

        foreach (var upstream in schema.Upstreams)
        {
            if (services.Any(service => service.ServiceType == typeof(UpstreamFollower) && Equals(service.ServiceKey, upstream)))
            {
                services.AddSingleton(provider => new Subscription(
                    schema.ChangesOf(upstream), $"{schema.Service}.{upstream}",
                    provider.GetRequiredKeyedService<UpstreamFollower>(upstream).HandleAsync));
            }
        }

        services.AddSingleton(provider => new RelayLease(
            provider.GetRequiredService<StoreConnection>(), provider.GetRequiredService<IOptions<BusOptions>>().Value.RelayLeaseDuration,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RelayLogReader>();
        services.AddSingleton<IHostedService>(provider => new BusHostedService(
            provider.GetRequiredService<ChangeBus>(),
            shared ? BusHostedService.Ownership.Shared : BusHostedService.Ownership.Own,
            provider.GetServices<Subscription>(),
            provider.GetRequiredService<IOptions<BusOptions>>(),
            provider.GetRequiredService<PlatformMetrics>(),
            provider.GetRequiredService<ILogger<BusHostedService>>()));
        services.AddHostedService<Relay>();
    }

    static ChangeBus Connect(BusOptions options, Schema schema) => BrokerUri.TryParse(options.RabbitMqUri, out var broker)
        ? ChangeBus.RabbitMq(broker, options.RabbitMqNodes, schema.Service)
        : throw new InvalidOperationException("Bus:RabbitMqUri is validated at the start.");
}
