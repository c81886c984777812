using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace KosovoNato.Dashboard.Pages;

/// <summary>One file of the page.</summary>
sealed class PageAsset
{
    readonly byte[] plain;
    readonly Lazy<byte[]> brotli;
    readonly Lazy<byte[]> gzip;
    readonly bool isCompressible;
    readonly string type;
    readonly string cache;
    readonly EntityTagHeaderValue etag;

    PageAsset(byte[] plain, string type, bool isImmutable)
    {
        this.plain = plain;
        // At the first request, because compressing all files would take longer than the rest of the start.
        brotli = new(() => Compress(plain, packed => new BrotliStream(packed, new BrotliCompressionOptions { Quality = 9 })));
        gzip = new(() => Compress(plain, packed => new GZipStream(packed, CompressionLevel.Optimal)));
        isCompressible = !type.StartsWith("image/", StringComparison.Ordinal) || type == "image/svg+xml";
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
        var accepted = httpContext.Request.GetTypedHeaders().AcceptEncoding;
        var (encoding, content) =
            Accepts("br") ? ("br", brotli.Value) : Accepts("gzip") ? ("gzip", gzip.Value) : (null, plain);
        var headers = httpContext.Response.Headers;
        headers.CacheControl = cache;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentEncoding = encoding;
        return TypedResults.Bytes(content, type, entityTag: etag);

        bool Accepts(string name) => isCompressible && accepted.Any(coding => coding.Value == name && coding.Quality is not 0);
    }

    static byte[] Compress(byte[] plain, Func<Stream, Stream> compressor)
    {
        using var memory = new MemoryStream();
        using (var packed = compressor(memory))
        {
            packed.Write(plain);
        }

        return memory.ToArray();
    }
}
