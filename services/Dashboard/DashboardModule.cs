using KosovoNato.Dashboard.Forwarding;
using KosovoNato.Dashboard.Pages;
using KosovoNato.Dashboard.Streaming;
using KosovoNato.Dashboard.Syndication;
using KosovoNato.Errors.V1;
using KosovoNato.Hosting;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Serving.Errors;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard;

/// <summary>
/// The dashboard as a web application: the page, one stream of changes, and forwarding of reads to the services. It stores nothing.
/// </summary>
public static class DashboardModule
{
    /// <param name="settings">Changes settings, for a host that runs several services in one process.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? settings = null)
    {
        var builder = ServiceDefaults.CreateBuilder(args, settings);
        // The page itself reports a service that does not respond.
        builder.Logging.AddFilter("Yarp", LogLevel.Error);
        AddSettings(builder.Services, builder.Configuration);
        AddFollowing(builder.Services);
        AddTelemetry(builder.Services);
        ServiceDefaults.PublishAddresses(builder.Services, "dashboard");

        var app = builder.Build();
        ServiceDefaults.UseConnectionAge(app);
        ServiceDefaults.UseMetrics(app);
        app.Use(SecurityHeadersMiddleware.AddAsync);
        ServiceDefaults.UseCrossOriginAccess(app);
        ServiceDefaults.UseStreamHeaders(app);
        app.UseStatusCodePages(context => RespondToUnknown(context.HttpContext));
        // Not for the forwarded reads, which pass through unchanged.
        ServiceDefaults.UseFrameChecks(app, isWebForAll: false);
        app.MapGrpcService<DashboardApi>().EnableGrpcWeb();
        app.MapGrpcHealthChecksService();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.MapGet("/events", httpContext => httpContext.RequestServices.GetRequiredService<ServerSentEventsEndpoint>()
            .RespondAsync(httpContext));
        app.Services.GetRequiredService<ReadForwarder>().Map(app);
        app.Services.GetRequiredService<SyndicationEndpoint>().Map(app);
        app.Services.GetRequiredService<SharePages>().Map(app);
        app.Services.GetRequiredService<PageAssets>().Map(app);
        return app;
    }

    /// <summary>
    /// Tells who asks for a path or with a method that does not exist what there is. gRPC libraries understand the status alone.
    /// </summary>
    static Task RespondToUnknown(HttpContext httpContext)
    {
        var (request, status) = (httpContext.Request, httpContext.Response.StatusCode);
        return status is not (StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
            || request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true
            ? Task.CompletedTask
            : ErrorResponseWriter.WriteAsync(
                httpContext,
                new ApiException(Grpc.Core.StatusCode.Unimplemented, ErrorReason.EndpointUnknown,
                    "The dashboard has its page at GET /, its stream at GET /events, its feeds at GET /feed.atom and /feed.json, and the "
                    + "reads of the services as gRPC-Web. Their JSON form is on the HTTP port of each service."),
                status);
    }

    static void AddSettings(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<DashboardOptions>(configuration, "Dashboard");
        services.AddSingleton<IValidateOptions<DashboardOptions>, PublicAddressValidator>();
        services.AddUpstreamConnections(configuration);
        services.AddSingleton<IValidateOptions<UpstreamOptions>, DashboardUpstreamOptionsValidator>();
        // Anyone may view the dashboard.
        ServiceDefaults.AllowAnonymous(services);
    }

    static void AddFollowing(IServiceCollection services)
    {
        // Only reads of the services exist here. Any other RPC gets 404 instead of a gRPC error.
        ServiceDefaults.AddGrpc(services, grpc => grpc.IgnoreUnknownServices = true);
        services.AddHttpForwarder();
        services.AddSingleton<ServiceFeeds>();
        services.AddSingleton<PageLimiter>();
        services.AddSingleton<MergedStream>();
        services.AddSingleton<DashboardApi>();
        services.AddSingleton<ServerSentEventsEndpoint>();
        services.AddSingleton<ReadForwarder>();
        services.AddSingleton<SyndicationEndpoint>();
        services.AddSingleton<PageAddress>();
        services.AddSingleton<PageAssets>();
        services.AddSingleton<SharePages>();
    }

    static void AddTelemetry(IServiceCollection services)
    {
        ServiceDefaults.AddMetrics(services, PageLimiter.MeterName, "Microsoft.AspNetCore.Hosting");
        // Readiness does not depend on the services: without them, the page still shows what it knows, and since when.
        services.AddGrpcHealthChecks(health =>
        {
            health.Services.Map("", _ => true);
            health.Services.Map("readiness", _ => true);
            health.Services.Map("liveness", _ => true);
        }).AddCheck("process", () => HealthCheckResult.Healthy());
    }
}
