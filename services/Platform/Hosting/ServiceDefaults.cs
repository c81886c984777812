using Grpc.AspNetCore.Server;
using KosovoNato.Hosting.Telemetry;
using KosovoNato.Kernel.Certificates;
using KosovoNato.Serving.Access;
using KosovoNato.Serving.Transport;
using KosovoNato.Serving.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace KosovoNato.Hosting;

/// <summary>
/// What every program of this system has in common, also one without a store: settings, ports and TLS, limits of requests, logs
/// and metrics. <see cref="PlatformHost"/> adds what a service has beyond that.
/// </summary>
public static class ServiceDefaults
{
    /// <summary>
    /// A builder with settings of the arguments and of the environment (<c>KOSOVONATO_Section__Key</c>), the ports of section
    /// "Listen", and logs without a line for each call.
    /// </summary>
    /// <param name="settings">Changes settings, for a host that runs several programs in one process.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args, Action<WebApplicationBuilder>? settings)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Configuration.AddEnvironmentVariables("KOSOVONATO_");
        // One line a call would drown what matters: calls are counted, not logged.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)
            // Not ready is an answer to whoever asks, and why is in the log of the store.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        settings?.Invoke(builder);
        JsonLineConsoleFormatter.Offer(builder);
        Http2LogLevelFilter.Add(builder.Services);
        var listen = ListenerOf(builder.Configuration);
        builder.WebHost.ConfigureKestrel(KestrelEndpoints.Configure);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = listen.ShutdownTimeout);
        builder.Services.AddOptions<ListenerOptions>().Bind(builder.Configuration.GetSection("Listen"))
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ListenerOptions>, ListenerOptionsValidator>();
        builder.Services.AddSingleton<CertificateExpiryMetric>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>For a program that serves everybody: no caller is asked for a certificate.</summary>
    public static void AllowAnonymous(IServiceCollection services)
    {
        services.AddOptions<AccessOptions>();
        services.AddSingleton<ClientCertificateAuthenticator>();
    }

    /// <summary>gRPC within the limits of requests, with responses that are written as they are stored.</summary>
    public static IGrpcServerBuilder AddGrpc(IServiceCollection services, Action<GrpcServiceOptions> configure)
    {
        var grpc = services.AddGrpc(options =>
        {
            RequestLimits.Apply(options);
            configure(options);
        });
        EncodedMethods.Bind(services);
        return grpc;
    }

    /// <summary>Metrics for Prometheus: these meters, certificates, connections and the runtime.</summary>
    public static OpenTelemetryBuilder AddMetrics(IServiceCollection services, params string[] meters) => services.AddOpenTelemetry()
        .WithMetrics(metrics => metrics
            .AddMeter([.. meters, CertificateExpiryMetric.MeterName, "Microsoft.AspNetCore.Server.Kestrel"])
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter());

    /// <summary>Serves /metrics, on <c>Listen:MetricsPort</c> if that is set.</summary>
    public static void UseMetrics(WebApplication app) => MetricsEndpoint.Map(app, ListenerOf(app.Configuration).MetricsPort);

    /// <summary>Checks the frames of gRPC and gRPC-Web requests before the library reads them.</summary>
    /// <param name="isWebForAll">Whether all gRPC endpoints take gRPC-Web, or those that say so.</param>
    public static void UseFrameChecks(WebApplication app, bool isWebForAll) => GrpcFrameReader.Use(app, isWebForAll);

    static ListenerOptions ListenerOf(IConfiguration configuration) => configuration.GetSection("Listen").Get<ListenerOptions>() ?? new();
}
