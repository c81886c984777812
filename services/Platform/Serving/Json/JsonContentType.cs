using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace KosovoNato.Serving.Json;

/// <summary>The media type, charset and compression of a body: JSON in UTF-8, as it is.</summary>
static class JsonContentType
{
    public const string Json = "application/json";

    /// <summary>UTF-8, as its name is and as it is often written, and its subset.</summary>
    static readonly string[] Charsets = ["utf-8", "utf8", "us-ascii"];

    /// <summary>Returns the error for a body in another form; null if the body can be read.</summary>
    public static ApiException? ProblemOf(HttpRequest request) =>
        ProblemOf(request.ContentType, request.Headers.ContentEncoding.ToString()) is { } problem
            ? new ApiException(StatusCode.InvalidArgument, ErrorReason.InvalidRequest,
                $"{problem} Send JSON in UTF-8, with \"content-type: {Json}\".")
            : null;

    static string? ProblemOf(string? contentType, string encoding) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? $"The request has {(string.IsNullOrEmpty(contentType) ? "no" : "an invalid")} content type."
        : !AreEqual(type.MediaType, Json) && !AreEqual(type.Suffix, "json")
            ? $"The content type {ShownText.Quote(type.MediaType.ToString())} is not accepted."
        : type.Charset.HasValue && !Charsets.Any(charset => AreEqual(HeaderUtilities.RemoveQuotes(type.Charset), charset))
            ? $"The charset {ShownText.Quote(type.Charset.ToString())} is not accepted."
        : encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)
            ? $"The content encoding {ShownText.Quote(encoding)} is not accepted."
        : null;

    static bool AreEqual(StringSegment value, string expected) => value.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
