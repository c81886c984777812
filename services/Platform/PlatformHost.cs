using System.Net;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.AspNetCore.Server.Model;
using KosovoNato.Platform.Access;
using KosovoNato.Platform.Bus;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Neighbors;
using KosovoNato.Platform.Requests;
using KosovoNato.Platform.Store;
using KosovoNato.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace KosovoNato.Platform;

/// <summary>Builds a service from its API and its schema: transport, store, changes, errors, access, telemetry.</summary>
public static class PlatformHost
{
    /// <param name="configure">Adds what the service needs beyond the platform.</param>
    /// <param name="settings">Changes settings, for a host that runs several services in one process.</param>
    public static WebApplication Build<TApi>(
        string[] args, Schema schema, Action<IServiceCollection>? configure = null, Action<WebApplicationBuilder>? settings = null)
        where TApi : class
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Configuration.AddEnvironmentVariables("KOSOVONATO_");
        // One line a call would drown what matters: calls are counted, not logged.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)
            // Not ready is an answer to whoever asks, and why is in the log of the store.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        settings?.Invoke(builder);
        var listen = builder.Configuration.GetSection("Listen").Get<ListenOptions>() ?? new ListenOptions();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, listen));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = listen.StopWithin);
        // One for all calls: it has no state, and making one for each call costs as much as answering it.
        builder.Services.AddSingleton<TApi>();
        AddTransport(builder.Services);
        AddStore(builder.Services, schema, builder.Configuration);
        NeighborSetup.Add(builder.Services, schema, builder.Configuration);
        BusSetup.Add(builder.Services, schema, builder.Configuration);
        AddTelemetry(builder.Services, schema);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        // Made now rather than at the first call: a key file that cannot be read stops the start.
        app.Services.GetRequiredService<WriteKeys>();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.MapGrpcService<TApi>();
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        app.MapPrometheusScrapingEndpoint("/metrics");
        return app;
    }

    static void Listen(KestrelServerOptions kestrel, ListenOptions listen)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = RequestLimits.MostReceived;
        // A hundred, the default, would leave the 101st watcher of a connection waiting without a word.
        kestrel.Limits.Http2.MaxStreamsPerConnection = 1_000;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        // Without TLS a port speaks either HTTP/1.1 or HTTP/2.
        kestrel.Listen(IPAddress.Parse(listen.Address), listen.GrpcPort, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        kestrel.Listen(IPAddress.Parse(listen.Address), listen.HttpPort, endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }

    static void AddTransport(IServiceCollection services)
    {
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = RequestLimits.MostReceived;
            grpc.Interceptors.Add<RefusalInterceptor>();
        }).AddJsonTranscoding(json =>
        {
            // A JSON number cannot hold every revision.
            json.JsonSettings.WriteInt64sAsStrings = true;
            json.TypeRegistry = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);
        });
        services.AddSingleton<RefusalInterceptor>();
        services.AddGrpcReflection();

        // The library's own binding of methods gives way to the one that writes encoded answers; its JSON binding stays.
        var own = services.First(s => s.ServiceType == typeof(IServiceMethodProvider<>) && s.ImplementationType!.Name.StartsWith("BinderServiceMethodProvider", StringComparison.Ordinal));
        services.Remove(own);
        services.AddSingleton(typeof(IServiceMethodProvider<>), typeof(EncodedMethodProvider<>));
    }

    internal static void AddStore(IServiceCollection services, Schema schema, IConfiguration configuration)
    {
        services.AddOptions<StoreOptions>().Bind(configuration.GetSection("Store")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<WatchOptions>().Bind(configuration.GetSection("Watch")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AccessOptions>().Bind(configuration.GetSection("Access")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(schema);
        services.AddSingleton<StoreConnection>();
        services.AddSingleton<ChangeLog>();
        services.AddSingleton<Checkpoints>();
        services.AddSingleton<CheckpointList>();
        services.AddSingleton<Replica>();
        services.AddSingleton<ReplicaFollower>();
        services.AddSingleton<Committer>();
        services.AddSingleton<History>();
        services.AddSingleton<Retention>();
        services.AddSingleton<CheckpointWriter>();
        services.AddSingleton<KnownStates>();
        services.AddSingleton<DatedViews>();
        services.AddSingleton<Reader>();
        services.AddSingleton<Lister>();
        services.AddSingleton<Differ>();
        services.AddSingleton<Remembered>();
        services.AddSingleton<ComputedPages>();
        services.AddSingleton<CommitTurn>();
        services.AddSingleton<Writer>();
        services.AddSingleton<Watcher>();
        services.AddSingleton<WatchStreams>();
        services.AddSingleton<WriteKeys>();
        services.AddSingleton<Callers>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaFollower>());
        services.AddHostedService(provider => provider.GetRequiredService<Committer>());
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
        services.AddHostedService(provider => provider.GetRequiredService<CheckpointWriter>());
        services.AddHostedService<DailyDerivation>();
    }

    static void AddTelemetry(IServiceCollection services, Schema schema)
    {
        services.AddSingleton<PlatformMetrics>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(PlatformMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter());
        services.AddGrpcHealthChecks(health =>
        {
            health.Services.Map("", result => result.Tags.Contains("ready"));
            health.Services.Map("readiness", result => result.Tags.Contains("ready"));
            health.Services.Map("liveness", result => result.Tags.Contains("live"));
            health.Services.Map(schema.GrpcService, result => result.Tags.Contains("ready"));
        })
            .AddCheck<StoreHealth>("store", tags: ["ready"])
            .AddCheck("process", () => HealthCheckResult.Healthy(), tags: ["live"]);
    }
}
