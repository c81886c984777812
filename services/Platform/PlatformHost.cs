using Google.Protobuf.Reflection;
using Google.Rpc;
using KosovoNato.Platform.Access;
using KosovoNato.Platform.Bus;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Neighbors;
using KosovoNato.Platform.Requests;
using KosovoNato.Platform.Store;
using KosovoNato.Platform.Telemetry;
using KosovoNato.Platform.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

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
        builder.WebHost.ConfigureKestrel(Ports.Open);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = listen.StopWithin);
        // One for all calls: it has no state, and making one for each call costs as much as answering it.
        builder.Services.AddSingleton<TApi>();
        AddTransport(builder.Services);
        AddStore(builder.Services, schema, builder.Configuration);
        NeighborSetup.Add(builder.Services, schema, builder.Configuration);
        BusSetup.Add(builder.Services, schema, builder.Configuration);
        AccessSetup.Add(builder.Services, builder.Configuration);
        TelemetrySetup.Add(builder, schema);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        // Made now rather than at the first call: a key file that cannot be read stops the start.
        app.Services.GetRequiredService<WriteKeys>();
        Ports.ServeMetrics(app, listen.MetricsPort);
        var gate = app.Services.GetRequiredService<Gate>();
        app.Use(next => http => gate.RunAsync(http, next));
        RequestFrames.Use(app, isWebForAll: true);
        JsonRefusals.Use(app);
        OtherStreams.Use(app);
        // Calls are measured as what they are; ASP.NET would measure them a second time, as requests.
        RpcAccess.Require(app.MapGrpcService<TApi>().DisableHttpMetrics(), RpcPermissions.Of(schema.GrpcService));
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService().WithMetadata(RpcAccess.AnyIdentity);
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        return app;
    }

    static void AddTransport(IServiceCollection services)
    {
        services.AddSingleton<CertificateLives>();
        services.AddGrpc(grpc =>
        {
            RequestLimits.Hold(grpc);
            grpc.Interceptors.Add<CallTelemetry>();
            grpc.Interceptors.Add<RefusalInterceptor>();
        }).AddJsonTranscoding(json =>
        {
            // A JSON number cannot hold every revision.
            json.JsonSettings.WriteInt64sAsStrings = true;
            json.TypeRegistry = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);
        });
        services.AddSingleton<RefusalInterceptor>();
        services.AddGrpcReflection();
        EncodedMethods.Bind(services);
    }

    internal static void AddStore(IServiceCollection services, Schema schema, IConfiguration configuration)
    {
        services.AddOptions<StoreOptions>().Bind(configuration.GetSection("Store")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<WatchOptions>().Bind(configuration.GetSection("Watch")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ListenOptions>().Bind(configuration.GetSection("Listen")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ListenOptions>, ListenCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(schema);
        services.AddSingleton<StoreConnection>();
        services.AddSingleton<WriteProbe>();
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
        services.AddSingleton<WatchLag>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaFollower>());
        services.AddHostedService(provider => provider.GetRequiredService<Committer>());
        services.AddHostedService(provider => provider.GetRequiredService<Retention>());
        services.AddHostedService(provider => provider.GetRequiredService<CheckpointWriter>());
        services.AddHostedService<DailyDerivation>();
    }
}
