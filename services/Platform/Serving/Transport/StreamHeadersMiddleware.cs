using Grpc.AspNetCore.Server;
using Grpc.Core;
using KosovoNato.Serving.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.Transport;

/// <summary>
/// Sets the headers of streams, in every protocol: caches must not store a stream, and proxies must not buffer it (nginx does by default).
/// A JSON stream is one message per line, which is not a JSON document.
/// </summary>
static class StreamHeadersMiddleware
{
    const string Json = "application/json";
    const string JsonLines = "application/x-ndjson";

    public static void Use(WebApplication app) => app.Use(next => httpContext =>
    {
        if (httpContext.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is { Method.Type: not MethodType.Unary })
        {
            var response = httpContext.Response;
            response.Headers.CacheControl = "no-store";
            response.Headers["X-Accel-Buffering"] = "no";
            if (!RequestLimits.IsGrpc(httpContext.Request))
            {
                // The library sets the content type with the first message. An error before it stays a JSON document.
                response.OnStarting(NameJsonLines, response);
            }
        }

        return next(httpContext);
    });

    static Task NameJsonLines(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode == StatusCodes.Status200OK
            && response.ContentType?.StartsWith(Json, StringComparison.OrdinalIgnoreCase) == true)
        {
            response.ContentType = JsonLines;
        }

        return Task.CompletedTask;
    }
}
