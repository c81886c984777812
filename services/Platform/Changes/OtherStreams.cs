using Grpc.AspNetCore.Server;
using Grpc.Core;
using KosovoNato.Platform.Access;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Store;
using KosovoNato.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Platform.Changes;

/// <summary>
/// Streams that are not the service's own: health, which anybody may watch, and reflection. They count like a Watch, or somebody
/// could hold any number of them; and one that only waits for its caller does not hold up the end of the process.
/// </summary>
static class OtherStreams
{
    public static void Use(WebApplication app)
    {
        var own = app.Services.GetRequiredService<Schema>().GrpcService;
        var streams = app.Services.GetRequiredService<WatchStreams>();
        var metrics = app.Services.GetRequiredService<PlatformMetrics>();
        app.Use(next => http =>
            http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method is { Type: not MethodType.Unary } method && method.ServiceName != own
                ? HoldAsync(http, next, method.Type, streams, metrics)
                : next(http));
    }

    static async Task HoldAsync(HttpContext http, RequestDelegate next, MethodType type, WatchStreams streams, PlatformMetrics metrics)
    {
        WatchStreams.Place place;
        try
        {
            place = streams.Enter(http.Features.Get<Caller>()?.Share(http) ?? Caller.ShareOfAddress(http));
        }
        catch (Refusal refusal)
        {
            metrics.CallRefused(refusal.ReasonName);
            await RefusalAnswer.WriteAsync(http, refusal);
            return;
        }

        using (place)
        // Health ends its streams itself, and says that it is over.
        using (type == MethodType.DuplexStreaming ? streams.Draining.Register(http.Abort) : default)
        {
            await next(http);
        }
    }
}
