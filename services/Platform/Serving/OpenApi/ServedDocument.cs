using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace KosovoNato.Serving.OpenApi;

/// <summary>The OpenAPI document of a service, as it is committed in protos/openapi. It is read when it is first requested.</summary>
/// <param name="service">The name of the service, for example "recognitions".</param>
sealed class ServedDocument(string service)
{
    // Long enough that a client which generates code asks once; short enough that a new release is seen.
    const string Cache = "public, max-age=300";

    readonly Lazy<LoadedDocument> content = new(() => LoadedDocument.Read(service));

    /// <summary>Returns the document, compressed if the client accepts it. The framework handles HEAD and If-None-Match.</summary>
    public FileContentHttpResult Respond(HttpContext httpContext)
    {
        var isPacked = httpContext.Request.GetTypedHeaders().AcceptEncoding.Any(
            coding => coding.Value == "gzip" && coding.Quality is not 0);
        var headers = httpContext.Response.Headers;
        headers.CacheControl = Cache;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentEncoding = isPacked ? "gzip" : default(StringValues);
        return TypedResults.Bytes(
            isPacked ? content.Value.Packed : content.Value.Plain, "application/json; charset=utf-8", entityTag: content.Value.Etag);
    }

    /// <summary>Returns what the document says about the service.</summary>
    public DocumentInfo Info => content.Value.Info;

    sealed record LoadedDocument(byte[] Plain, byte[] Packed, EntityTagHeaderValue Etag, DocumentInfo Info)
    {
        public static LoadedDocument Read(string service)
        {
            using var resource = typeof(ServedDocument).Assembly.GetManifestResourceStream($"openapi/{service}.json")!;
            using var memory = new MemoryStream();
            resource.CopyTo(memory);
            var plain = memory.ToArray();
            using var document = JsonDocument.Parse(plain);
            var info = document.RootElement.GetProperty("info");
            // Weak, because the compressed and the plain document have the same content but different bytes.
            return new(plain, Compress(plain), new($"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..32]}\"", isWeak: true),
                new(TextOf(info, "title"), TextOf(info, "summary"), TextOf(info, "version")));
        }

        static string TextOf(JsonElement info, string property) => info.GetProperty(property).GetString()!;

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
}

/// <summary>The title, the summary and the version of a document.</summary>
sealed record DocumentInfo(string Title, string Summary, string Version);
