using KosovoNato.Dashboard.Following;
using KosovoNato.Dashboard.Forwarding;
using KosovoNato.Dashboard.Pages;
using KosovoNato.Platform.Access;
using KosovoNato.Platform.Neighbors;
using KosovoNato.Platform.Requests;
using KosovoNato.Platform.Telemetry;
using KosovoNato.Platform.Transport;
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
        var listen = builder.Configuration.GetSection("Listen").Get<Platform.ListenOptions>() ?? new();
        builder.WebHost.ConfigureKestrel(Ports.Open);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = listen.StopWithin);
        AddSettings(builder.Services, builder.Configuration);
        AddFollowing(builder.Services);
        JsonLines.Offer(builder);
        AddTelemetry(builder.Services);

        var app = builder.Build();
        Ports.ServeMetrics(app, listen.MetricsPort);
        app.Use(SecurityHeaders.AddAsync);
        // Not for the reads, which are handed on as they come.
        RequestFrames.Use(app, isWebForAll: false);
        app.MapGrpcService<DashboardApi>().EnableGrpcWeb();
        app.MapGrpcHealthChecksService();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.MapGet("/events", http => http.RequestServices.GetRequiredService<EventSource>().AnswerAsync(http));
        app.Services.GetRequiredService<ReadForwarder>().Map(app);
        app.Services.GetRequiredService<BuiltPage>().Map(app);
        return app;
    }

    static void AddSettings(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DashboardOptions>().Bind(configuration.GetSection("Dashboard")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<NeighborOptions>().Bind(configuration.GetSection("Neighbors")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<Platform.ListenOptions>().Bind(configuration.GetSection("Listen")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<Platform.ListenOptions>, ListenCheck>();
        services.AddSingleton<IValidateOptions<NeighborOptions>, NeighborCheck>();
        services.TryAddSingleton(TimeProvider.System);
        // What TLS needs of it: nobody is asked for a certificate, as everybody may look.
        services.AddOptions<AccessOptions>();
        services.AddSingleton<ClientCertificates>();
    }

    static void AddFollowing(IServiceCollection services)
    {
        // What is no read of a service is not here, also not as an error of gRPC.
        services.AddGrpc(grpc =>
        {
            grpc.IgnoreUnknownServices = true;
            RequestLimits.Hold(grpc);
        });
        EncodedMethods.Bind(services);
        services.AddHttpForwarder();
        services.AddSingleton<Credential>();
        services.AddSingleton<CertificateLives>();
        services.AddSingleton<NeighborTls>();
        services.AddSingleton<FollowedServices>();
        services.AddSingleton<PagesAtOnce>();
        services.AddSingleton<MergedStream>();
        services.AddSingleton<DashboardApi>();
        services.AddSingleton<EventSource>();
        services.AddSingleton<ReadForwarder>();
        services.AddSingleton<BuiltPage>();
    }

    static void AddTelemetry(IServiceCollection services)
    {
        ConnectionLogs.Add(services);
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(PagesAtOnce.MeterName, CertificateLives.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
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
