using KosovoNato.Serving.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.OpenApi;

/// <summary>
/// The descriptions of a port: an overview at <c>/</c>, the OpenAPI document of its service, and the interactive reference. All of them
/// are open, because they have nothing that the published contracts do not have, and count against the rate of the caller's address.
/// </summary>
static class DocumentEndpoints
{
    public const string DocumentPath = "/openapi/v1.json";

    // Nothing on these pages loads anything.
    const string Policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <param name="service">The name of the service, for example "recognitions".</param>
    /// <param name="fullName">The full name of its gRPC service.</param>
    public static void Map(WebApplication app, string service, string fullName)
    {
        var document = new ServedDocument(service);
        Open(app.MapMethods(DocumentPath, Methods, document.Respond));
        Open(app.MapMethods("/", Methods, httpContext => PortOverview.WriteAsync(httpContext, document.Info, fullName)));
        ReferencePage.Map(app).WithMetadata(RpcAccessMetadata.Public);
    }

    static void Open(IEndpointConventionBuilder endpoint) => endpoint.WithMetadata(RpcAccessMetadata.Public).Add(builder =>
    {
        var next = builder.RequestDelegate!;
        builder.RequestDelegate = httpContext =>
        {
            SetHeaders(httpContext.Response.Headers, Policy);
            return next(httpContext);
        };
    });

    public static void SetHeaders(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
