using KosovoNato.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace KosovoNato.Hosting.Telemetry;

/// <summary>
/// The readiness check: the replica is loaded, the store was read within the last three seconds and accepts writes, and the process is not
/// stopping. The bus is not checked: without it, changes are recorded and published later. Without a primary of a replicated store, all
/// instances are degraded instead: they still serve reads and watches, and balancers keep them.
/// </summary>
sealed class ReadinessHealthCheck(
    Replica replica, StoreConnection store, WriteProbe probe, IHostApplicationLifetime lifetime, TimeProvider timeProvider) : IHealthCheck
{
    public const string ReadyTag = "ready";

    static readonly TimeSpan MaxReadAge = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The process is stopping.");
        }

        if (!replica.IsLoaded)
        {
            return HealthCheckResult.Unhealthy("The replica is not loaded yet.");
        }

        var silence = timeProvider.GetElapsedTime(replica.ReadTimestamp);
        if (silence > MaxReadAge)
        {
            return WithoutStore($"The store has not been read for {silence.TotalSeconds:0} s.");
        }

        return await probe.CanWriteAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : WithoutStore("The store does not accept writes.");
    }

    HealthCheckResult WithoutStore(string reason) => store is { IsReplicated: true, IsEmptied: false }
        ? HealthCheckResult.Degraded($"{reason} Reads and watches continue; writes are rejected.")
        : HealthCheckResult.Unhealthy(reason);
}
