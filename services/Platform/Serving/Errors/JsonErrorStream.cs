using System.Text.Json;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.Errors;

/// <summary>
/// The body of a JSON response. If the library cannot read a request, its error has no reason and reveals names of .NET types. All other
/// errors have details, so such an error is recognized by its empty details and replaced.
/// </summary>
sealed class JsonErrorStream(HttpResponse response, Stream inner) : Stream
{
    static ReadOnlySpan<byte> NoDetails => "\"details\":[]}"u8;

    bool isReplaced;

    public static void Use(WebApplication app) => app.Use(next => httpContext =>
    {
        if (httpContext.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not null && !RequestLimits.IsGrpc(httpContext.Request))
        {
            httpContext.Response.Body = new JsonErrorStream(httpContext.Response, httpContext.Response.Body);
        }

        return next(httpContext);
    });

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isReplaced)
        {
            return;
        }

        if (!response.HasStarted && response.StatusCode >= StatusCodes.Status400BadRequest && buffer.Span.EndsWith(NoDetails))
        {
            isReplaced = true;
            response.Body = inner;
            await ErrorResponseWriter.WriteAsync(response.HttpContext, Instead(buffer));
            return;
        }

        await inner.WriteAsync(buffer, cancellationToken);
    }

    static ApiException Instead(ReadOnlyMemory<byte> answer)
    {
        using var read = JsonDocument.Parse(answer);
        var text = read.RootElement.GetProperty("message").GetString() ?? "";
        return (StatusCode)read.RootElement.GetProperty("code").GetInt32() != StatusCode.InvalidArgument
            ? new ApiException(StatusCode.Internal, ErrorReason.Internal, "An unexpected error occurred. Tell the operator the time of "
                + "the call.")
            : text.StartsWith("Request body too large", StringComparison.Ordinal)
                ? RequestLimits.TooLarge(RequestLimits.MaxRequestBytes + 1)
            : new ApiException(StatusCode.InvalidArgument, ErrorReason.InvalidRequest, ProblemOf(text));
    }

    static string ProblemOf(string text)
    {
        if (text.Contains("content type", StringComparison.Ordinal))
        {
            return "The request body must be JSON. Send it with \"content-type: application/json\".";
        }

        // The error for a body is "Error converting value "PAGE" to enum type …SourceKind.", the error for a URL is "Invalid value 'PAGE'
        // for enum type SourceKind."
        const string type = " enum type ";
        var (from, to) = (text.IndexOfAny(['"', '\'']), text.LastIndexOf(type, StringComparison.Ordinal));
        var end = to > 0 ? text.LastIndexOfAny(['"', '\''], to) : -1;
        return end > from && from >= 0
            ? $"{text[from..(end + 1)]} is not a value of "
                + $"{text[(to + type.Length)..].TrimEnd('.').Split('.')[^1]}. The contract lists its values."
            : "The request is not valid JSON for the request message, or a value in the body or the URL has the wrong type. See the "
                + "contract.";
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
