using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
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
        // Weak, because the compressed and the plain file have the same content but different bytes.
        etag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..32]}\"", isWeak: true);
    }

    public static PageAsset Read(Stream content, string type, bool isImmutable)
    {
        using var memory = new MemoryStream();
        content.CopyTo(memory);
        return new(memory.ToArray(), type, isImmutable);
    }

    /// <summary>Returns the file in an encoding that the browser accepts. The framework handles HEAD and If-None-Match.</summary>
    public FileContentHttpResult Respond(HttpContext httpContext)
    {
        var isPacked = httpContext.Request.GetTypedHeaders().AcceptEncoding.Any(
            coding => coding.Value == "gzip" && coding.Quality is not 0);
        var headers = httpContext.Response.Headers;
        headers.CacheControl = cache;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentEncoding = isPacked ? "gzip" : default(StringValues);
        return TypedResults.Bytes(isPacked ? packed : plain, type, entityTag: etag);
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
