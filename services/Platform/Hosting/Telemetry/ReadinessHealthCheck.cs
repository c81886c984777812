using KosovoNato.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace KosovoNato.Hosting.Telemetry;

/// <summary>
/// Ready means: the state is loaded, the store was read within the last three seconds, it takes writes, and nobody has asked
/// the process to stop. The bus is no part of it: without it facts are recorded and published later.
/// </summary>
sealed class ReadinessHealthCheck(Replica replica, WriteProbe probe, IHostApplicationLifetime lifetime, TimeProvider timeProvider)
    : IHealthCheck
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
            return HealthCheckResult.Unhealthy("The state is not loaded yet.");
        }

        var silence = timeProvider.GetElapsedTime(replica.ReadTimestamp);
        if (silence > MaxReadAge)
        {
            return HealthCheckResult.Unhealthy($"The store was not read for {silence.TotalSeconds:0} s.");
        }

        return await probe.CanWriteAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The store does not take writes.");
    }
}
