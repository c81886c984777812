using KosovoNato.Platform.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KosovoNato.Platform.Telemetry;

/// <summary>Ready means: the state is loaded and the store was read within the last three seconds.</summary>
sealed class StoreHealth(Replica replica, TimeProvider time) : IHealthCheck
{
    static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(3);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!replica.IsLoaded)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The state is not loaded yet."));
        }

        var silence = time.GetElapsedTime(replica.ReadTimestamp);
        return Task.FromResult(silence <= LongestSilence
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"The store was not read for {silence.TotalSeconds:0} s."));
    }
}
