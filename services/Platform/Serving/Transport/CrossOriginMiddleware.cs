using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace KosovoNato.Serving.Transport;

/// <summary>
/// Lets pages of other origins call a program (CORS). A browser asks first, in a preflight without credentials, so preflights are answered
/// before the caller is authenticated. A preflight of an origin that is not allowed is rejected with a body, for the developer of the page.
/// </summary>
static class CrossOriginMiddleware
{
    /// <summary>The entry that allows every origin.</summary>
    public const string AnyOrigin = "*";

    // A browser hides all other headers from the page. Without these, a gRPC-Web client cannot read an error.
    static readonly string[] ExposedHeaders = ["grpc-status", "grpc-message", "grpc-status-details-bin", "retry-after"];
    static readonly TimeSpan PreflightMaxAge = TimeSpan.FromHours(1);

    public static void Use(WebApplication app, ListenerOptions listen)
    {
        var policy = PolicyOf(listen.AllowedOrigins);
        app.Use(next => httpContext =>
            IsPreflight(httpContext.Request, out var origin) && !(policy.AllowAnyOrigin || policy.IsOriginAllowed(origin))
                ? ErrorResponseWriter.WriteAsync(httpContext, NotAllowed(origin))
                : next(httpContext));
        if (listen.AllowedOrigins.Count > 0)
        {
            app.UseMiddleware<CorsMiddleware>(policy);
        }
    }

    /// <summary>Whether a text is an origin as browsers send it: scheme, host and, unless it is the default, port.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority) == text && uri.UserInfo.Length == 0 && text.All(char.IsAscii);

    static CorsPolicy PolicyOf(IReadOnlyList<string> origins)
    {
        var policy = new CorsPolicyBuilder().AllowAnyHeader().AllowAnyMethod().WithExposedHeaders(ExposedHeaders)
            .SetPreflightMaxAge(PreflightMaxAge);
        return (origins is [AnyOrigin] ? policy.AllowAnyOrigin() : policy.WithOrigins([.. origins])).Build();
    }

    static bool IsPreflight(HttpRequest request, out string origin)
    {
        origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && HttpMethods.IsOptions(request.Method)
            && request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod);
    }

    static ApiException NotAllowed(string origin) =>
        new(StatusCode.PermissionDenied, ErrorReason.PermissionDenied,
            $"Pages of {origin} may not call this address. An operator can add their origin to Listen:AllowedOrigins.");
}
