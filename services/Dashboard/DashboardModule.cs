using KosovoNato.Dashboard.Forwarding;
using KosovoNato.Dashboard.Pages;
using KosovoNato.Dashboard.Streaming;
using KosovoNato.Hosting.Telemetry;
using KosovoNato.Kernel.Certificates;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Serving.Access;
using KosovoNato.Serving.Transport;
using KosovoNato.Serving.Wire;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace KosovoNato.Dashboard;

/// <summary>What a host needs to run the dashboard. It keeps nothing: the page, one stream of changes, and the way to the services' reads.</summary>
public static class DashboardModule
{
    /// <param name="settings">Changes settings, for a host that runs several services in one process.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? settings = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Configuration.AddEnvironmentVariables("KOSOVONATO_");
        // Calls are counted, not logged; what a service did not answer, the page says.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning).AddFilter("Yarp", LogLevel.Error)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        settings?.Invoke(builder);
        var listen = builder.Configuration.GetSection("Listen").Get<ListenerOptions>() ?? new();
        builder.WebHost.ConfigureKestrel(KestrelEndpoints.Configure);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = listen.ShutdownTimeout);
        AddSettings(builder.Services, builder.Configuration);
        AddFollowing(builder.Services);
        JsonLineConsoleFormatter.Offer(builder);
        AddTelemetry(builder.Services);

        var app = builder.Build();
        MetricsEndpoint.Map(app, listen.MetricsPort);
        app.Use(SecurityHeadersMiddleware.AddAsync);
        // Not for the reads, which are handed on as they come.
        GrpcFrameReader.Use(app, isWebForAll: false);
        app.MapGrpcService<DashboardApi>().EnableGrpcWeb();
        app.MapGrpcHealthChecksService();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.MapGet("/events", httpContext => httpContext.RequestServices.GetRequiredService<ServerSentEventsEndpoint>().AnswerAsync(httpContext));
        app.Services.GetRequiredService<ReadForwarder>().Map(app);
        app.Services.GetRequiredService<PageAssets>().Map(app);
        return app;
    }

    static void AddSettings(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DashboardOptions>().Bind(configuration.GetSection("Dashboard")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<UpstreamOptions>().Bind(configuration.GetSection("Upstreams")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ListenerOptions>().Bind(configuration.GetSection("Listen")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ListenerOptions>, ListenerOptionsValidator>();
        services.AddSingleton<IValidateOptions<UpstreamOptions>, DashboardUpstreamOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        // What TLS needs of it: nobody is asked for a certificate, as everybody may look.
        services.AddOptions<AccessOptions>();
        services.AddSingleton<ClientCertificateAuthenticator>();
    }

    static void AddFollowing(IServiceCollection services)
    {
        // What is no read of a service is not here, also not as an error of gRPC.
        services.AddGrpc(grpc =>
        {
            grpc.IgnoreUnknownServices = true;
            RequestLimits.Apply(grpc);
        });
        EncodedMethods.Bind(services);
        services.AddHttpForwarder();
        services.AddSingleton<UpstreamCredential>();
        services.AddSingleton<CertificateExpiryMetric>();
        services.AddSingleton<UpstreamTls>();
        services.AddSingleton<ServiceFeeds>();
        services.AddSingleton<PageLimiter>();
        services.AddSingleton<MergedStream>();
        services.AddSingleton<DashboardApi>();
        services.AddSingleton<ServerSentEventsEndpoint>();
        services.AddSingleton<ReadForwarder>();
        services.AddSingleton<PageAssets>();
    }

    static void AddTelemetry(IServiceCollection services)
    {
        Http2LogLevelFilter.Add(services);
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(PageLimiter.MeterName, CertificateExpiryMetric.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter());
        // Ready does not depend on the services: without them the page still says what it knows, and since when.
        services.AddGrpcHealthChecks(health =>
        {
            health.Services.Map("", _ => true);
            health.Services.Map("readiness", _ => true);
            health.Services.Map("liveness", _ => true);
        }).AddCheck("process", () => HealthCheckResult.Healthy());
    }
}
