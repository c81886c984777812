using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Hosting.Telemetry;

/// <summary>Serves /metrics.</summary>
static class MetricsEndpoint
{
    /// <summary>Serves metrics on their own port if they have one, where nothing else is but health; otherwise on every port.</summary>
    public static void Map(WebApplication app, int? port)
    {
        app.UseOpenTelemetryPrometheusScrapingEndpoint(httpContext => IsOn(httpContext, port) && httpContext.Request.Path == "/metrics");
        if (port is not null)
        {
            app.Use((httpContext, next) => IsOn(httpContext, port) && !httpContext.Request.Path.StartsWithSegments("/health")
                ? NotHere(httpContext)
                : next(httpContext));
        }
    }

    static bool IsOn(HttpContext httpContext, int? port) => port is null || httpContext.Connection.LocalPort == port;

    static Task NotHere(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
