using Google.Protobuf.Reflection;
using Google.Rpc;
using KosovoNato.Hosting.Telemetry;
using KosovoNato.Kernel;
using KosovoNato.Replication;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Serving.Access;
using KosovoNato.Serving.Errors;
using KosovoNato.Serving.Json;
using KosovoNato.Serving.Limits;
using KosovoNato.Serving.OpenApi;
using KosovoNato.Serving.Reads;
using KosovoNato.Serving.Requests;
using KosovoNato.Serving.Telemetry;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Serving.Watch;
using KosovoNato.Serving.Writes;
using KosovoNato.Storage;
using KosovoNato.Storage.Derivations;
using KosovoNato.Storage.Writes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KosovoNato.Hosting;

/// <summary>
/// Builds the host of a service from its gRPC API and its schema: transport, storage, replication, access control, errors and telemetry.
/// </summary>
public static class PlatformHost
{
    /// <param name="configure">Registers services that the platform does not provide.</param>
    /// <param name="settings">Adjusts the host builder, for a process that hosts several services.</param>
    public static WebApplication Build<TApi>(
        string[] args, Schema schema, Action<IServiceCollection>? configure = null, Action<WebApplicationBuilder>? settings = null)
        where TApi : class
    {
        var builder = ServiceDefaults.CreateBuilder(args, settings);
        // A singleton: the API is stateless, and creating an instance per call would cost as much as answering the call.
        builder.Services.AddSingleton<TApi>();
        AddTransport(builder.Services, schema);
        AddStore(builder.Services, schema, builder.Configuration);
        UpstreamServiceCollectionExtensions.Add(builder.Services, schema, builder.Configuration);
        BusServiceCollectionExtensions.Add(builder.Services, schema, builder.Configuration);
        AccessServiceCollectionExtensions.Add(builder.Services, builder.Configuration);
        TelemetryExtensions.Add(builder, schema);
        ServiceDefaults.PublishAddresses(builder.Services, schema.Service);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        // Resolve the keys now, so that an unreadable key file fails the start and not the first call.
        app.Services.GetRequiredService<ApiKeys>();
        ServiceDefaults.UseConnectionAge(app);
        ServiceDefaults.UseClientAddress(app);
        ServiceDefaults.UseMetrics(app);
        ServiceDefaults.UseCrossOriginAccess(app);
        ServiceDefaults.UseStreamHeaders(app);
        var rpcs = RpcPermissions.Of(schema.GrpcService);
        JsonEndpoints.RejectUnknown(app, rpcs.Service);
        app.UseRequestTimeouts();
        // The framework would add its own middleware, which validates a token of the only issuer again, at each call.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        var access = app.Services.GetRequiredService<AccessMiddleware>();
        app.Use(next => httpContext => access.InvokeAsync(httpContext, next));
        ServiceDefaults.UseFrameChecks(app, isWebForAll: true);
        var json = app.Services.GetRequiredService<JsonRequestMiddleware>();
        app.Use(next => httpContext => json.InvokeAsync(httpContext, next));
        SystemStreamMiddleware.Use(app);
        // TelemetryInterceptor measures gRPC calls; without this, ASP.NET Core would measure them again as HTTP requests.
        var service = app.MapGrpcService<TApi>().DisableHttpMetrics();
        RpcAccessMetadata.Require(service, rpcs);
        JsonEndpoints.AcceptHead(service);
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService().WithMetadata(RpcAccessMetadata.AnyIdentity);
        DocumentEndpoints.Map(app, schema.Service, schema.GrpcService);
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        return app;
    }

    static void AddTransport(IServiceCollection services, Schema schema)
    {
        services.AddRequestTimeouts(timeouts => timeouts.AddPolicy(RequestLimits.UnaryTimeout, RequestLimits.MaxUnaryDuration));
        ServiceDefaults.AddGrpc(services, grpc =>
        {
            // JsonEndpoints rejects them, for every protocol. The library's endpoint for them would accept every path of two segments.
            grpc.IgnoreUnknownServices = true;
            grpc.Interceptors.Add<TelemetryInterceptor>();
            grpc.Interceptors.Add<ExceptionInterceptor>();
            grpc.Interceptors.Add<ReferenceInterceptor>();
        }).AddJsonTranscoding(json =>
        {
            // A JSON number cannot represent every revision.
            json.JsonSettings.WriteInt64sAsStrings = true;
            json.TypeRegistry = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);
        });
        services.AddSingleton<JsonRequestMiddleware>();
        services.AddSingleton<ExceptionInterceptor>();
        services.AddSingleton<ReferenceInterceptor>();
        ReflectionServiceCollectionExtensions.Add(services, schema);
    }

    internal static void AddStore(IServiceCollection services, Schema schema, IConfiguration configuration)
    {
        services.AddSettings<StoreOptions>(configuration, "Store");
        services.AddSettings<WatchServerOptions>(configuration, "Watch");
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(schema);
        services.AddSingleton(new ServiceIdentity(schema.Service, schema.GrpcService));
        services.AddSingleton<StoreConnection>();
        services.AddSingleton<WriteProbe>();
        services.AddSingleton<ChangeLog>();
        services.AddSingleton<HistoryVerifier>();
        services.AddSingleton<CheckpointStore>();
        services.AddSingleton<CheckpointIndex>();
        services.AddSingleton<Replica>();
        services.AddSingleton<ReplicaFollower>();
        services.AddSingleton<Committer>();
        services.AddSingleton<SnapshotHistory>();
        services.AddSingleton<Compactor>();
        services.AddSingleton<CheckpointWriter>();
        services.AddSingleton<KnownAtResolver>();
        services.AddSingleton<AsOfViewCache>();
        services.AddSingleton<ReadHandler>();
        services.AddSingleton<ListHandler>();
        services.AddSingleton<DiffHandler>();
        services.AddSingleton<QueryCache>();
        services.AddSingleton<QueryPager>();
        services.AddSingleton<CommitLock>();
        services.AddSingleton<CommitLoop>();
        services.AddSingleton<WriteHandler>();
        services.AddSingleton<WatchStartResolver>();
        services.AddSingleton<WatchHandler>();
        services.AddSingleton<WatchStreamLimiter>();
        services.AddSingleton<WatchLagMetric>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplicaFollower>());
        services.AddHostedService(provider => provider.GetRequiredService<Committer>());
        services.AddHostedService(provider => provider.GetRequiredService<Compactor>());
        services.AddHostedService(provider => provider.GetRequiredService<CheckpointWriter>());
        services.AddHostedService<DailyDerivation>();
    }
}
