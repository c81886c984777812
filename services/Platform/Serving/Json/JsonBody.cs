using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Limits;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.Json;

/// <summary>The body of a JSON request: replaced by its canonical form, or rejected.</summary>
static class JsonBody
{
    static readonly JsonWriterOptions Canonical = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // What is written after a violation is never read.
        SkipValidation = true,
    };

    /// <summary>Replaces the body by the canonical form of the message.</summary>
    public static async Task RewriteAsync(HttpRequest request, SetFields fields)
    {
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, RequestLimits.MaxRequestBytes));
        await ReadAsync(request, (source, cancellationToken) => source.CopyToAsync(body, cancellationToken));
        var canonical = Rewrite(WithoutMark(body.GetBuffer().AsSpan(0, (int)body.Length)), fields);
        request.Body = new MemoryStream(canonical, writable: false);
        request.ContentLength = canonical.Length;
    }

    /// <summary>Rejects a body that the RPC does not read.</summary>
    public static async Task RequireNoneAsync(HttpRequest request, FieldViolations violations)
    {
        var count = 0;
        // One byte is enough to know, whatever the length of the body.
        await ReadAsync(request, async (source, cancellationToken) => count = await source.ReadAsync(new byte[1], cancellationToken));
        if (count > 0)
        {
            violations.Add("body", $"must be empty in a {request.Method}: send the fields in the address");
        }
    }

    static byte[] Rewrite(ReadOnlySpan<byte> body, SetFields fields)
    {
        if (!Utf8.IsValid(body))
        {
            Utf8.ToUtf16(body, new char[body.Length], out var valid, out _, replaceInvalidSequences: false);
            throw Malformed(string.Create(CultureInfo.InvariantCulture, $"it is not UTF-8 at byte {valid + 1}"));
        }

        var buffer = new ArrayBufferWriter<byte>(body.Length + 16);
        using var writer = new Utf8JsonWriter(buffer, Canonical);
        try
        {
            new JsonBodyReader(body, writer).Read(fields);
        }
        catch (JsonException fault)
        {
            throw Malformed(body.IsEmpty ? "it is empty; {} is a message without fields"
                : string.Create(CultureInfo.InvariantCulture,
                    $"it has an error in line {fault.LineNumber + 1}, at byte {fault.BytePositionInLine + 1} of the line"));
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    static async Task ReadAsync(HttpRequest request, Func<Stream, CancellationToken, Task> read)
    {
        try
        {
            await read(request.Body, request.HttpContext.RequestAborted);
        }
        catch (BadHttpRequestException fault)
        {
            throw fault.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => RequestLimits.TooLarge(RequestLimits.MaxRequestBytes + 1),
                StatusCodes.Status408RequestTimeout => RequestLimits.TooSlow(),
                _ => Malformed("it ends early or is not framed as HTTP"),
            };
        }
    }

    /// <summary>Some programs on Windows begin a text with a byte order mark.</summary>
    static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) =>
        body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    static ApiException Malformed(string problem) =>
        new(StatusCode.InvalidArgument, ErrorReason.InvalidRequest, $"The body of the request is not valid JSON: {problem}.");
}
