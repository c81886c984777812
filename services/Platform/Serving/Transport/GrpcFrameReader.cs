using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KosovoNato.Serving.Transport;

/// <summary>
/// Validates the frames of a gRPC request before the library reads them, which would return UNKNOWN and log an error: an invalid length, an
/// unknown flag, a truncated message, a second message, or text that is not base64. A message with a length above the limit is rejected
/// before it is read.
/// </summary>
/// <param name="inner">The reader of the frames.</param>
/// <param name="below">The reader of the text that the frames are decoded from; null if they are not sent as text.</param>
/// <param name="isOne">Whether exactly one message is expected.</param>
sealed class GrpcFrameReader(HttpRequest request, PipeReader inner, AbandonablePipeReader? below, bool isOne) : AbandonablePipeReader(inner)
{
    const int HeaderBytes = 5;
    const string TextReader = "Grpc.AspNetCore.Web";

    bool isWhole;

    /// <summary>Adds the validation of gRPC requests, and of gRPC-Web requests, which are converted to gRPC first.</summary>
    /// <param name="isWebForAll">Whether all gRPC endpoints accept gRPC-Web, or only endpoints that enable it.</param>
    public static void Use(WebApplication app, bool isWebForAll)
    {
        app.Use(next => httpContext =>
        {
            if (httpContext.Request.ContentType?.StartsWith("application/grpc-web-text", StringComparison.OrdinalIgnoreCase) == true)
            {
                var below = new AbandonablePipeReader(httpContext.Request.BodyReader);
                httpContext.Features.Set(below);
                httpContext.Features.Set<IRequestBodyPipeFeature>(new Body(below));
            }

            return next(httpContext);
        });
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = isWebForAll });
        app.Use(next => httpContext =>
        {
            if (httpContext.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is { Method.Type: var type }
                && RequestLimits.IsGrpc(httpContext.Request))
            {
                var isOne = type is MethodType.Unary or MethodType.ServerStreaming;
                httpContext.Features.Set<IRequestBodyPipeFeature>(
                    new Body(new GrpcFrameReader(
                        httpContext.Request, httpContext.Request.BodyReader, httpContext.Features.Get<AbandonablePipeReader>(), isOne)));
            }

            return next(httpContext);
        });
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> reading;
        try
        {
            reading = base.ReadAsync(cancellationToken);
        }
        catch (Exception fault) when (RefusalOf(fault) is { } refusal)
        {
            throw Refuse(refusal);
        }

        return reading.IsCompletedSuccessfully ? new(Check(reading.Result)) : AwaitAsync(reading);
    }

    async ValueTask<ReadResult> AwaitAsync(ValueTask<ReadResult> reading)
    {
        try
        {
            return Check(await reading);
        }
        catch (Exception fault) when (RefusalOf(fault) is { } refusal)
        {
            throw Refuse(refusal);
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        var any = base.TryRead(out result);
        result = any ? Check(result) : result;
        return any;
    }

    ReadResult Check(ReadResult read) => read.IsCanceled || ProblemOf(read) is not { } problem ? read : throw Refuse(problem);

    /// <summary>Checks the data of a read, which always starts with a frame, because the library consumes only whole frames.</summary>
    ApiException? ProblemOf(ReadResult read)
    {
        var there = read.Buffer.Length;
        if (isOne && isWhole)
        {
            return there == 0 ? null : RequestLimits.MalformedMessage();
        }

        if (there < HeaderBytes)
        {
            return read.IsCompleted && (there > 0 || isOne) ? RequestLimits.MalformedMessage() : null;
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        read.Buffer.Slice(0, HeaderBytes).CopyTo(header);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (header[0] <= 1 && length > RequestLimits.MaxRequestBytes)
        {
            return RequestLimits.TooLarge(length);
        }

        isWhole = there >= HeaderBytes + length;
        var isMore = isOne && there > HeaderBytes + length;
        return header[0] > 1 || isMore || (read.IsCompleted && !isWhole) ? RequestLimits.MalformedMessage() : null;
    }

    RpcException Refuse(ApiException refusal)
    {
        AbandonPendingRead();
        below?.AbandonPendingRead();
        return refusal.ToRpcException();
    }

    ApiException? RefusalOf(Exception fault) => fault switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            RequestLimits.TooLarge(request.ContentLength ?? RequestLimits.MaxBodyBytes + 1),
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => RequestLimits.TooSlow(),
        BadHttpRequestException or InvalidOperationException { Source: TextReader } => RequestLimits.MalformedMessage(),
        _ => null,
    };

    sealed class Body(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }
}
