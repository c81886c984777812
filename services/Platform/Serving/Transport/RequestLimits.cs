using System.IO.Compression;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Net.Compression;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KosovoNato.Serving.Transport;

/// <summary>What a request may not be, whatever it asks.</summary>
static class RequestLimits
{
    /// <summary>The largest request that is read.</summary>
    public const int MaxRequestBytes = 1 << 20;

    /// <summary>The largest that is received at all, with what is around a message.</summary>
    public const int MaxBodyBytes = 4 * MaxRequestBytes;

    /// <summary>The policy of request timeouts that holds for calls with one response, whatever their callers say.</summary>
    public const string UnaryTimeout = "unary";

    /// <summary>The longest that a call with one response may take; then its work is cancelled as if the caller had given up.</summary>
    public static readonly TimeSpan MaxUnaryDuration = TimeSpan.FromSeconds(30);

    /// <summary>Has the library hold requests to them, also what is packed.</summary>
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
            "request bytes", $"The request has {bytes} bytes, at most {MaxRequestBytes} are read. Split it: a BatchWrite can be several.");

    public static bool IsGrpc(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>
    /// For JSON, which is not read by our own marshaller: what says beforehand that it is too large is not read at all, and who does
    /// not say is cut off there.
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
            "The request is not a protobuf message of the type that this call takes. Generate the client from the contract.");
}
