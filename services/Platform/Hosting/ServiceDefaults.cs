using Grpc.AspNetCore.Server;
using KosovoNato.Hosting.Addresses;
using KosovoNato.Hosting.Telemetry;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Certificates;
using KosovoNato.Serving.Access;
using KosovoNato.Serving.Limits;
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
/// The setup that all programs share, including programs without a store: settings, ports and TLS, request limits, logs and metrics.
/// <see cref="PlatformHost"/> adds the other parts of a service.
/// </summary>
public static class ServiceDefaults
{
    // Of each metric. The library reserves 72 bytes for each time series at the start: with its default of 2,000 they would be arrays in
    // the large object heap, 7 MB in all. The call durations have most: an RPC for each status that it can end with.
    const int MaxTimeSeries = 1_000;

    /// <summary>
    /// Creates a builder with settings from the command line and from environment variables (<c>KOSOVONATO_Section__Key</c>), with the
    /// ports of section "Listen", and without a log line per call.
    /// </summary>
    /// <param name="settings">Adjusts the host builder, for a process that hosts several programs.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args, Action<WebApplicationBuilder>? settings)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Configuration.AddEnvironmentVariables("KOSOVONATO_");
        // Metrics count the calls. A log line per call would bury the important entries.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)
            // A failed check is reported to the prober, and the store logs the cause.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        settings?.Invoke(builder);
        JsonLineConsoleFormatter.Offer(builder);
        Http2LogLevelFilter.Add(builder.Services);
        var listen = ListenerOf(builder.Configuration);
        builder.WebHost.ConfigureKestrel(KestrelEndpoints.Configure);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = listen.ShutdownTimeout);
        builder.Services.AddSettings<ListenerOptions>(builder.Configuration, "Listen");
        builder.Services.AddSingleton<IValidateOptions<ListenerOptions>, ListenerOptionsValidator>();
        builder.Services.AddCors();
        builder.Services.AddSingleton<CertificateExpiryMetric>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>Registers the access services of a program that is open to all callers and requests no client certificates.</summary>
    public static void AllowAnonymous(IServiceCollection services)
    {
        services.AddOptions<AccessOptions>();
        services.AddSingleton<ClientCertificateAuthenticator>();
        services.AddSingleton<IClientCertificates>(provider => provider.GetRequiredService<ClientCertificateAuthenticator>());
    }

    /// <summary>Publishes where the program listens when it is ready, in the log and in <c>Listen:AddressFile</c>.</summary>
    /// <param name="service">The name of the service, for example <c>recognitions</c>.</param>
    public static void PublishAddresses(IServiceCollection services, string service) => AddressPublisher.Add(services, service);

    /// <summary>Adds gRPC with the request limits, and with responses that are written from stored bytes.</summary>
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

    /// <summary>Adds metrics for Prometheus: the given meters, certificates, Kestrel connections and the .NET runtime.</summary>
    public static OpenTelemetryBuilder AddMetrics(IServiceCollection services, params string[] meters) => services.AddOpenTelemetry()
        .WithMetrics(metrics => metrics
            .AddMeter([.. meters, CertificateExpiryMetric.MeterName, "Microsoft.AspNetCore.Server.Kestrel"])
            .AddView(_ => new() { CardinalityLimit = MaxTimeSeries })
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter());

    /// <summary>Serves <c>/metrics</c>, only on <c>Listen:MetricsPort</c> if it is set.</summary>
    public static void UseMetrics(WebApplication app) => MetricsEndpoint.Map(app, ListenerOf(app.Configuration).MetricsPort);

    /// <summary>Lets connections that have reached <c>Listen:MaxConnectionAge</c> end without failing a call. Must be first.</summary>
    public static void UseConnectionAge(WebApplication app) => ConnectionAge.Use(app);

    /// <summary>Takes the addresses of clients from the proxies in <c>Listen:TrustedProxies</c>.</summary>
    public static void UseClientAddress(WebApplication app) => ClientAddress.Use(app, ListenerOf(app.Configuration));

    /// <summary>Lets pages of the origins in <c>Listen:AllowedOrigins</c> call the program.</summary>
    public static void UseCrossOriginAccess(WebApplication app) => CrossOriginMiddleware.Use(app, ListenerOf(app.Configuration));

    /// <summary>Tells proxies and caches to pass on each message of a stream immediately, and names the format of JSON streams.</summary>
    public static void UseStreamHeaders(WebApplication app) => StreamHeadersMiddleware.Use(app);

    /// <summary>Validates the frames of gRPC and gRPC-Web requests before the gRPC library reads them.</summary>
    /// <param name="isWebForAll">Whether all gRPC endpoints accept gRPC-Web, or only endpoints that enable it.</param>
    public static void UseFrameChecks(WebApplication app, bool isWebForAll) => GrpcFrameReader.Use(app, isWebForAll);

    static ListenerOptions ListenerOf(IConfiguration configuration) => configuration.GetSection("Listen").Get<ListenerOptions>() ?? new();
}
