using System.IO.Compression;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Compression;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KosovoNato.Serving.Limits;

/// <summary>The limits that apply to all requests.</summary>
static class RequestLimits
{
    /// <summary>The maximum size of a request message.</summary>
    public const int MaxRequestBytes = 1 << 20;

    /// <summary>The maximum size of a request body, which includes the framing of messages.</summary>
    public const int MaxBodyBytes = 4 * MaxRequestBytes;

    /// <summary>The timeout policy of unary calls, which applies whatever deadline the caller sets.</summary>
    public const string UnaryTimeout = "unary";

    /// <summary>The maximum duration of a unary call. After it, the work is cancelled as if the caller had cancelled the call.</summary>
    public static readonly TimeSpan MaxUnaryDuration = TimeSpan.FromSeconds(30);

    /// <summary>Makes the gRPC library enforce the limits, also for compressed requests.</summary>
    public static void Apply(GrpcServiceOptions grpc)
    {
        grpc.MaxReceiveMessageSize = MaxBodyBytes;
        grpc.CompressionProviders =
        [
            new BoundedCompressionProvider(new GzipCompressionProvider(CompressionLevel.Fastest)),
            new BoundedCompressionProvider(new DeflateCompressionProvider(CompressionLevel.Fastest)),
        ];
    }

    public static ApiException TooLarge(long bytes) =>
        ApiException.LimitExceeded(
            "request bytes",
            $"The request has {bytes} bytes; at most {MaxRequestBytes} are accepted. Split it, for example into several BatchWrite calls.");

    public static ApiException TooSlow() =>
        new(StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded,
            "The request arrived too slowly. Retry it, with the same request_id if it is a write.");

    public static bool IsGrpc(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>
    /// Enforces the limit for JSON, which the service's own marshaller does not read. A request with too large a Content-Length is rejected
    /// before it is read; a request without one is cut off at the limit.
    /// </summary>
    public static void CheckJson(HttpRequest request)
    {
        if (IsGrpc(request))
        {
            return;
        }

        if (request.ContentLength is > MaxRequestBytes and var length)
        {
            throw TooLarge(length);
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most)
        {
            most.MaxRequestBodySize = MaxRequestBytes;
        }
    }

    public static ApiException MalformedMessage() =>
        new(StatusCode.InvalidArgument, ErrorReason.InvalidRequest,
            "The request is not a protobuf message of the type that this call expects. Generate the client from the contract.");
}
