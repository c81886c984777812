using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Hosting.Telemetry;

/// <summary>The <c>/metrics</c> endpoint.</summary>
static class MetricsEndpoint
{
    /// <summary>
    /// Maps the endpoint to <paramref name="port"/>, which then serves only metrics and health checks, or to all ports if it is null.
    /// </summary>
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
