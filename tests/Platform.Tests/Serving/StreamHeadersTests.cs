using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using KosovoNato.EndToEnd.Tests;
using KosovoNato.Platform.Tests.Access;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Serving;

/// <summary>Streams pass through proxies message by message, whatever protocol the client speaks.</summary>
public sealed class StreamHeadersTests(SharedStores stores) : IAsyncLifetime
{
    RunningService service = null!;
    HttpClient http = null!;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync(stores, []);
        http = new() { BaseAddress = service.HttpAddress };
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        service.Errors.AssertNone();
        await service.DisposeAsync();
    }

    public static TheoryData<string, string, string?> Streams => new()
    {
        { "JSON", "application/x-ndjson", null },
        { "gRPC-Web", "application/grpc-web", "application/grpc-web+proto" },
        { "gRPC-Web as text", "application/grpc-web-text", "application/grpc-web-text" },
        { "gRPC", "application/grpc", "application/grpc" },
        { "health", "application/grpc", "application/grpc" },
    };

    [Theory, MemberData(nameof(Streams))]
    public async Task A_stream_is_neither_cached_nor_buffered_by_intermediaries(string protocol, string type, string? sent)
    {
        using var request = RequestFor(protocol, sent);
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled).WithinAsync(20);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("no", answer.Headers.GetValues("X-Accel-Buffering").Single());
    }

    [Fact]
    public async Task Each_message_of_a_JSON_stream_is_sent_immediately_as_one_line()
    {
        using var answer = await http.GetAsync(
            new Uri("/v1/recognitions:watch?snapshot_first=true&bookmark_interval=60s", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead, Cancelled).WithinAsync(20);
        var rpc = new RecognitionService.RecognitionServiceClient(service.Invoker);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled));
        for (var i = 1; i <= 3; i++)
        {
            // The next bookmark is a minute away, so only the write itself can make the line arrive.
            await rpc.RegisterSourceAsync(TestRequests.Register($"s{i}"), cancellationToken: Cancelled);
            Assert.Equal($"sources/s{i}", (await NextChangeAsync()).GetProperty("name").GetString());
        }

        async Task<JsonElement> NextChangeAsync()
        {
            while (true)
            {
                var line = await lines.ReadLineAsync(Cancelled).AsTask().WithinAsync(20);
                var message = JsonDocument.Parse(line!).RootElement;
                if (message.GetProperty("revisions").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } revision)
                {
                    return revision.GetProperty("changes")[0];
                }
            }
        }
    }

    [Fact]
    public async Task An_error_before_the_first_message_is_a_JSON_document_that_is_not_cached()
    {
        using var answer = await http.GetAsync(new Uri("/v1/recognitions:watch?resume_token=x", UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled)).Dispose();
    }

    [Fact]
    public async Task A_read_has_no_stream_headers()
    {
        using var answer = await http.GetAsync(new Uri("/v1/sources", UriKind.Relative), Cancelled);

        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.False(answer.Headers.Contains("X-Accel-Buffering"));
    }

    HttpRequestMessage RequestFor(string protocol, string? type)
    {
        if (protocol == "JSON")
        {
            return new(HttpMethod.Get, "/v1/recognitions:watch?from_now=true");
        }

        var path = protocol == "health" ? "grpc.health.v1.Health/Watch" : $"{service.Descriptor.FullName}/Watch";
        var isGrpc = type == "application/grpc";
        byte[] frame = [0, 0, 0, 0, 0];
        byte[] body = protocol == "gRPC-Web as text" ? Encoding.ASCII.GetBytes(Convert.ToBase64String(frame)) : frame;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(isGrpc ? service.GrpcAddress : service.HttpAddress, path))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type!) } },
            Version = isGrpc ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Accept.ParseAdd(type);
        return request;
    }
}
