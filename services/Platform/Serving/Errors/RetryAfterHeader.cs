using System.Globalization;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Limits;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.Errors;

/// <summary>
/// The header <c>Retry-After</c> of JSON errors, for HTTP clients that do not read the details: whole seconds, rounded up.
/// </summary>
static class RetryAfterHeader
{
    public static void Set(HttpContext httpContext, ApiException error)
    {
        if (error.RetryDelay is { } delay && !RequestLimits.IsGrpc(httpContext.Request) && !httpContext.Response.HasStarted)
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
    }
}
