using System.Diagnostics;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Serving.Errors;
using KosovoNato.Serving.Limits;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;

namespace KosovoNato.Serving.Json;

/// <summary>
/// Checks the body and the address of a JSON request against the message that its RPC takes, before the library reads them. The library
/// drops unknown fields and all but the last of doubled ones, so that a misspelt field would silently change the meaning of a request. A
/// request without violations goes on in canonical form, which leaves the library nothing to reject.
/// </summary>
sealed class JsonRequestMiddleware(PlatformMetrics metrics)
{
    public Task InvokeAsync(HttpContext httpContext, RequestDelegate next) =>
        httpContext.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is { } rpc
            ? CheckAsync(httpContext, rpc, next)
            : next(httpContext);

    async Task CheckAsync(HttpContext httpContext, GrpcJsonTranscodingMetadata rpc, RequestDelegate next)
    {
        var started = Stopwatch.GetTimestamp();
        if (await FindErrorAsync(httpContext, rpc) is var (error, status))
        {
            metrics.RecordCall($"{rpc.MethodDescriptor.Service.FullName}/{rpc.MethodDescriptor.Name}", error.Status,
                Stopwatch.GetElapsedTime(started));
            await ErrorResponseWriter.WriteAsync(httpContext, error, status);
            return;
        }

        await next(httpContext);
    }

    /// <summary>Rewrites the request. Returns the error if it is rejected, with the HTTP status unless the error implies it.</summary>
    static async Task<(ApiException Error, int? HttpStatus)?> FindErrorAsync(HttpContext httpContext, GrpcJsonTranscodingMetadata rpc)
    {
        var request = httpContext.Request;
        var style = new NameStyle();
        var hasBody = rpc.HttpRule.Body.Length > 0;
        if (hasBody && JsonContentType.ProblemOf(request) is { } problem)
        {
            return (problem, StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            var fields = new SetFields(rpc.MethodDescriptor.InputType, new FieldViolations(), style);
            JsonAddress.Rewrite(request, fields, rpc.HttpRule);
            await (hasBody ? JsonBody.RewriteAsync(request, fields) : JsonBody.RequireNoneAsync(request, fields.Violations));
            fields.Violations.ThrowIfAny();
        }
        catch (ApiException error)
        {
            return (error, null);
        }
        catch (OperationCanceledException)
            when (httpContext.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true)
        {
            return (RequestLimits.TooSlow(), null);
        }

        httpContext.Features.Set<IErrorForm>(style);
        // The library responds in the charset of the request.
        request.ContentType = hasBody ? JsonContentType.Json : null;
        return null;
    }
}
