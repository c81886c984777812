using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace KosovoNato.Dashboard.Pages;

/// <summary>One file of the page.</summary>
sealed class PageAsset
{
    readonly byte[] plain;
    readonly byte[] packed;
    readonly string type;
    readonly string cache;
    readonly EntityTagHeaderValue etag;

    PageAsset(byte[] plain, string type, bool isImmutable)
    {
        (this.plain, packed) = (plain, Compress(plain));
        this.type = type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type;
        cache = isImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        // Weak, as packed and plain are the same file and not the same bytes.
        etag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..32]}\"", isWeak: true);
    }

    public static PageAsset Read(Stream content, string type, bool isImmutable)
    {
        using var memory = new MemoryStream();
        content.CopyTo(memory);
        return new(memory.ToArray(), type, isImmutable);
    }

    public Task AnswerAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.GetTypedHeaders();
        headers.ETag = etag;
        httpContext.Response.Headers.CacheControl = cache;
        httpContext.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(etag, useStrongComparison: false) || known == EntityTagHeaderValue.Any))
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var isPacked = httpContext.Request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == "gzip" && coding.Quality is not 0);
        var body = isPacked ? packed : plain;
        if (isPacked)
        {
            httpContext.Response.Headers.ContentEncoding = "gzip";
        }

        httpContext.Response.ContentType = type;
        httpContext.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    static byte[] Compress(byte[] plain)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal))
        {
            gzip.Write(plain);
        }

        return memory.ToArray();
    }
}
