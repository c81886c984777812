using KosovoNato.Kernel.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KosovoNato.Hosting.Telemetry;

/// <summary>Publishes the result of the readiness check as a metric.</summary>
sealed class ReadinessMetricPublisher : IHealthCheckPublisher
{
    volatile int ready;

    public ReadinessMetricPublisher(PlatformMetrics metrics) => metrics.ObserveReadiness(() => ready);

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        ready = report.Entries.Values.Where(entry => entry.Tags.Contains(ReadinessHealthCheck.ReadyTag))
            .All(entry => entry.Status == HealthStatus.Healthy) ? 1 : 0;
        return Task.CompletedTask;
    }
}
