using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace KosovoNato.Dashboard.Pages;

/// <summary>One file of the page.</summary>
sealed class PageFile
{
    readonly byte[] plain;
    readonly byte[] packed;
    readonly string type;
    readonly string cache;
    readonly EntityTagHeaderValue etag;

    PageFile(byte[] plain, string type, bool isImmutable)
    {
        (this.plain, packed) = (plain, Pack(plain));
        this.type = type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type;
        cache = isImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        // Weak, as packed and plain are the same file and not the same bytes.
        etag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..32]}\"", isWeak: true);
    }

    public static PageFile Read(Stream content, string type, bool isImmutable)
    {
        using var memory = new MemoryStream();
        content.CopyTo(memory);
        return new(memory.ToArray(), type, isImmutable);
    }

    public Task AnswerAsync(HttpContext http)
    {
        var headers = http.Response.GetTypedHeaders();
        headers.ETag = etag;
        http.Response.Headers.CacheControl = cache;
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(etag, useStrongComparison: false) || known == EntityTagHeaderValue.Any))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var isPacked = http.Request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == "gzip" && coding.Quality is not 0);
        var body = isPacked ? packed : plain;
        if (isPacked)
        {
            http.Response.Headers.ContentEncoding = "gzip";
        }

        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    static byte[] Pack(byte[] plain)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal))
        {
            gzip.Write(plain);
        }

        return memory.ToArray();
    }
}
