using Google.Api;
using Google.Protobuf.Reflection;
using Grpc.Core;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Texts;
using KosovoNato.Serving.Errors;
using KosovoNato.Serving.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ErrorReason = KosovoNato.Errors.V1.ErrorReason;

namespace KosovoNato.Serving.Json;

/// <summary>The paths of a service, and the responses to requests for others.</summary>
static class JsonEndpoints
{
    /// <summary>Accepts HEAD for each GET except that of a Watch, whose headers say nothing. Kestrel omits the body.</summary>
    public static void AcceptHead(IEndpointConventionBuilder endpoints) => endpoints.Add(endpoint =>
    {
        if (endpoint.Metadata.OfType<GrpcJsonTranscodingMetadata>().FirstOrDefault()
            is { HttpRule.PatternCase: HttpRule.PatternOneofCase.Get, MethodDescriptor.IsServerStreaming: false })
        {
            var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().Last();
            endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head], methods.AcceptCorsPreflight));
        }
    });

    /// <summary>Responds with an error to a path or an HTTP method without an RPC; otherwise only the status would say so.</summary>
    public static void RejectUnknown(WebApplication app, ServiceDescriptor service)
    {
        // Paths with variables are left out: a request for one of their resources is not a misspelt path.
        string[] paths = [.. service.Methods.SelectMany(Rules).Select(rule => rule.Get + rule.Post).Where(path => !path.Contains('{'))];
        app.UseWhen(
            httpContext => httpContext.GetEndpoint() is not { } endpoint
                || (!RequestLimits.IsGrpc(httpContext.Request) && endpoint.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is null),
            unknown => unknown.UseStatusCodePages(context => Respond(context.HttpContext, service, paths)));
    }

    static Task Respond(HttpContext httpContext, ServiceDescriptor service, string[] paths)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var path = ShownText.Shorten(request.Path.ToString());
        var problem = response.StatusCode switch
        {
            StatusCodes.Status404NotFound when ClosestMatch.Find(path, paths) is { } meant =>
                $"No RPC has the path {path}. Did you mean {meant}?",
            StatusCodes.Status404NotFound => $"No RPC has the path {path}.",
            StatusCodes.Status405MethodNotAllowed => $"{path} does not accept {request.Method}, only {response.Headers.Allow}.",
            StatusCodes.Status415UnsupportedMediaType => $"{path} accepts gRPC and gRPC-Web only.",
            _ => $"{request.Method} {path} failed.",
        };
        return ErrorResponseWriter.WriteAsync(
            httpContext,
            new ApiException(StatusCode.Unimplemented, ErrorReason.EndpointUnknown,
                $"{problem} Each RPC in {service.File.Name} has its path in google.api.http; gRPC reflection returns this file.",
                ("path", path)),
            response.StatusCode);
    }

    static IEnumerable<HttpRule> Rules(MethodDescriptor rpc) =>
        rpc.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } rule ? rule.AdditionalBindings.Prepend(rule) : [];
}
