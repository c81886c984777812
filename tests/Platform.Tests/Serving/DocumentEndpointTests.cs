using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using KosovoNato.Platform.Tests.Access;
using KosovoNato.Serving.Access;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Serving;

/// <summary>The descriptions of a port: the overview, the OpenAPI document and the reference.</summary>
public sealed class DocumentEndpointTests(SharedStores stores) : IAsyncLifetime
{
    const string Document = "/openapi/v1.json";

    readonly TemporaryDirectory folder = new();
    readonly TestIssuer issuer = new();
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(20) };
    RunningService service = null!;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Reads need a credential here; the documents need none.
        service = await RunningService.StartAsync(
            stores, [.. folder.Accept(issuer), ("RateLimit:CallsPerSecond", "1"), ("RateLimit:Burst", "20")]);
        http.BaseAddress = service.HttpAddress;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await service.DisposeAsync();
        issuer.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_port_says_what_it_is_and_where_it_is_described()
    {
        using var answer = await http.GetAsync("/", Cancelled);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var overview = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal("KosovoNato recognitions", overview.GetProperty("name").GetString());
        Assert.Equal(service.Descriptor.FullName, overview.GetProperty("service").GetString());
        string[] paths =
        [
            overview.GetProperty("openapi").GetString()!, overview.GetProperty("reference").GetString()!,
            overview.GetProperty("health").GetProperty("live").GetString()!,
            overview.GetProperty("health").GetProperty("ready").GetString()!,
        ];
        foreach (var path in paths)
        {
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(path, Cancelled)).StatusCode);
        }
    }

    [Fact]
    public async Task The_document_is_served_as_committed_and_revalidated_by_its_etag()
    {
        var committed = await File.ReadAllBytesAsync(RepositoryPaths.File("protos", "openapi", "recognitions.json"), Cancelled);
        using var answer = await http.GetAsync(Document, Cancelled);
        Assert.Equal(committed, await answer.Content.ReadAsByteArrayAsync(Cancelled));
        Assert.Equal(TimeSpan.FromMinutes(5), answer.Headers.CacheControl?.MaxAge);

        using var again = new HttpRequestMessage(HttpMethod.Get, Document);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await http.SendAsync(again, Cancelled)).StatusCode);

        using var packed = new HttpRequestMessage(HttpMethod.Head, Document);
        packed.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var head = await http.SendAsync(packed, Cancelled);
        Assert.Equal("gzip", head.Content.Headers.ContentEncoding.Single());
        Assert.True(head.Content.Headers.ContentLength < committed.Length / 4);
    }

    [Fact]
    public async Task The_reference_loads_only_what_this_port_serves()
    {
        using var answer = await http.GetAsync("/reference", Cancelled);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var page = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.StartsWith("default-src 'none'; script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe", policy, StringComparison.Ordinal);
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        Assert.True(nonce.Length >= 16);
        Assert.Equal(page.Split("<script").Length - 1, page.Split($"nonce=\"{nonce}\"").Length - 1);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);

        using var other = await http.GetAsync("/reference", Cancelled);
        Assert.NotEqual(policy, other.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("/")]
    [InlineData(Document)]
    [InlineData("/reference")]
    public async Task Other_methods_are_rejected_with_the_reason(string path)
    {
        using var answer = await http.PostAsync(path, null, Cancelled);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("ENDPOINT_UNKNOWN", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_documents_count_against_the_rate_of_an_address()
    {
        List<HttpStatusCode> statuses = [];
        for (var i = 0; i < 30; i++)
        {
            using var answer = await http.GetAsync(i % 2 == 0 ? Document : "/", Cancelled);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public async Task The_permissions_in_the_documents_are_those_that_the_services_require()
    {
        foreach (var permissions in RpcPermissions.Services)
        {
            using var document = JsonDocument.Parse(
                await File.ReadAllTextAsync(RepositoryPaths.File("protos", "openapi", $"{permissions.Name}.json"), Cancelled));
            Assert.All(document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()),
                operation =>
                {
                    var id = operation.Value.GetProperty("operationId").GetString()!;
                    var rpc = id.EndsWith("WithBody", StringComparison.Ordinal) ? id[..^"WithBody".Length] : id;
                    Assert.Equal(permissions.Of(rpc), operation.Value.GetProperty("x-permission").GetString());
                });
        }
    }
}
