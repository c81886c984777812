using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scalar.AspNetCore;

namespace KosovoNato.Serving.OpenApi;

/// <summary>
/// The interactive reference at <c>/reference</c>. Its scripts are part of the Scalar package and are served from here; the page loads
/// nothing from elsewhere and sends nothing elsewhere.
/// </summary>
static class ReferencePage
{
    public const string Path = "/reference";

    // Scalar adds style elements at run time, so this page alone allows inline styles.
    const string Policy =
        "default-src 'none'; script-src 'self' 'nonce-{0}'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; "
        + "font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IEndpointConventionBuilder Map(WebApplication app)
    {
        var endpoints = app.MapScalarApiReference(Path, options => options
            .WithTitle("KosovoNato")
            .WithOpenApiRoutePattern(DocumentEndpoints.DocumentPath)
            .WithNonce()
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools()
            // It would open the website of Scalar.
            .HideClientButton());
        endpoints.Add(endpoint =>
        {
            var next = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = httpContext =>
            {
                httpContext.Response.OnStarting(AddPolicy, httpContext);
                return next(httpContext);
            };
        });
        return endpoints;
    }

    static Task AddPolicy(object state)
    {
        var httpContext = (HttpContext)state;
        var nonce = httpContext.Items[ScalarOptions.NonceHttpContextItemKey] as string ?? "";
        DocumentEndpoints.SetHeaders(httpContext.Response.Headers, Policy.Replace("{0}", nonce, StringComparison.Ordinal));
        return Task.CompletedTask;
    }
}
