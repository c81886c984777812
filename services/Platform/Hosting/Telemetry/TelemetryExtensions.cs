using KosovoNato.Kernel.Telemetry;
using KosovoNato.Serving.Telemetry;
using KosovoNato.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace KosovoNato.Hosting.Telemetry;

/// <summary>
/// Adds health checks, metrics for Prometheus, and metrics and traces over OTLP if the OpenTelemetry environment variables set an endpoint.
/// The same variables set the sampler (OTEL_TRACES_SAMPLER), the service name and other options of the OpenTelemetry specification.
/// </summary>
static class TelemetryExtensions
{
    const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    const string MetricsEndpoint = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";

    // The maximum age of the readiness metric. Prometheus scrapes less often.
    static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(5);

    public static void Add(WebApplicationBuilder builder, Schema schema)
    {
        var services = builder.Services;
        services.AddSingleton<PlatformMetrics>();
        services.AddSingleton<ServiceTracer>();
        services.AddSingleton<TelemetryInterceptor>();
        AddHealth(services, schema);
        var telemetry = ServiceDefaults.AddMetrics(services, PlatformMetrics.MeterName)
            .ConfigureResource(resource => resource.Clear().AddService($"kosovonato-{schema.Service}", serviceNamespace: "kosovonato")
                .AddTelemetrySdk().AddEnvironmentVariableDetector());
        if (IsSet(builder.Configuration, Endpoint, MetricsEndpoint))
        {
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter());
        }

        if (IsSet(builder.Configuration, Endpoint, TracesEndpoint))
        {
            telemetry.WithTracing(traces => traces.AddSource(ServiceTracer.SourceOf(schema.Service)).AddOtlpExporter());
        }
    }

    static void AddHealth(IServiceCollection services, Schema schema)
    {
        services.AddGrpcHealthChecks(health =>
        {
            health.Services.Map("", result => result.Tags.Contains(ReadinessHealthCheck.ReadyTag));
            health.Services.Map("readiness", result => result.Tags.Contains(ReadinessHealthCheck.ReadyTag));
            health.Services.Map("liveness", result => result.Tags.Contains("live"));
            health.Services.Map(schema.GrpcService, result => result.Tags.Contains(ReadinessHealthCheck.ReadyTag));
        })
            .AddCheck<ReadinessHealthCheck>("store", tags: [ReadinessHealthCheck.ReadyTag])
            .AddCheck("process", () => HealthCheckResult.Healthy(), tags: ["live"]);
        services.AddSingleton<IHealthCheckPublisher, ReadinessMetricPublisher>();
        services.Configure<HealthCheckPublisherOptions>(
            publishing => (publishing.Delay, publishing.Period) = (TimeSpan.FromSeconds(1), HealthInterval));
    }

    static bool IsSet(IConfiguration configuration, params ReadOnlySpan<string> variables)
    {
        foreach (var variable in variables)
        {
            if (!string.IsNullOrEmpty(configuration[variable]))
            {
                return true;
            }
        }

        return false;
    }
}
