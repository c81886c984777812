using Grpc.AspNetCore.Server;
using Grpc.Core;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Serving.Access;
using KosovoNato.Serving.Errors;
using KosovoNato.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Serving.Watch;

/// <summary>
/// Limits streams outside the service's own API: health, which all callers may watch, and reflection. They count as Watch streams;
/// otherwise a client could open an unlimited number. A reflection stream is aborted when the server stops, so that it does not delay the
/// stop.
/// </summary>
static class SystemStreamMiddleware
{
    public static void Use(WebApplication app)
    {
        var own = app.Services.GetRequiredService<Schema>().GrpcService;
        var streams = app.Services.GetRequiredService<WatchStreamLimiter>();
        var metrics = app.Services.GetRequiredService<PlatformMetrics>();
        app.Use(next => httpContext =>
            httpContext.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method is { Type: not MethodType.Unary } method
            && method.ServiceName != own
                ? HoldAsync(httpContext, next, method.Type, streams, metrics)
                : next(httpContext));
    }

    static async Task HoldAsync(
        HttpContext httpContext, RequestDelegate next, MethodType type, WatchStreamLimiter streams, PlatformMetrics metrics)
    {
        WatchStreamLimiter.Slot place;
        try
        {
            place = streams.Acquire(httpContext.Features.Get<Caller>()?.PartitionKey(httpContext) ?? Caller.ShareOfAddress(httpContext));
        }
        catch (ApiException refusal)
        {
            metrics.CallRejected(refusal.ReasonName);
            await ErrorResponseWriter.WriteAsync(httpContext, refusal);
            return;
        }

        using (place)
        // The health service ends its streams itself, with a final status.
        using (type == MethodType.DuplexStreaming ? streams.Draining.Register(httpContext.Abort) : default)
        {
            await next(httpContext);
        }
    }
}
