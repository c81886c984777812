using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.OpenApi;

/// <summary>The overview at <c>/</c>: which service this port serves, and where it is described. People and programs read it.</summary>
static class PortOverview
{
    public static Task WriteAsync(HttpContext httpContext, DocumentInfo info, string fullName)
    {
        httpContext.Response.Headers.CacheControl = "public, max-age=300";
        return httpContext.Response.WriteAsJsonAsync(new Dictionary<string, object>
        {
            ["name"] = info.Title,
            ["description"] = info.Summary,
            ["version"] = info.Version,
            ["service"] = fullName,
            ["openapi"] = DocumentEndpoints.DocumentPath,
            ["reference"] = ReferencePage.Path,
            ["health"] = new Dictionary<string, string> { ["live"] = "/health/live", ["ready"] = "/health/ready" },
            ["documentation"] = "protos/README.md in the repository: clients, subscriptions, errors and conventions",
        }, httpContext.RequestAborted);
    }
}
