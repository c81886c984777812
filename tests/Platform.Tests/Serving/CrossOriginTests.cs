using System.Net;
using System.Text.Json;
using KosovoNato.Platform.Tests.Access;
using KosovoNato.Testing;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Tests.Serving;

/// <summary>Pages of other origins can call a service if, and only if, an operator allows their origin.</summary>
public sealed class CrossOriginTests(SharedStores stores)
{
    const string Allowed = "https://example.org";
    const string Other = "https://example.net";

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Calls => new()
    {
        { "GET", "/v1/sources" },
        { "POST", "/v1/sources:register" },
        { "POST", "/kosovonato.recognitions.v1.RecognitionService/ListSources" },
        { "GET", "/v1/recognitions:watch" },
        { "GET", "/nowhere" },
    };

    [Theory, MemberData(nameof(Calls))]
    public async Task A_preflight_from_an_allowed_origin_is_answered_without_credentials(string method, string path)
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        // With an issuer, callers without a token may not even read.
        await using var service = await RunningService.StartAsync(
            stores, [.. folder.Accept(issuer), ("Listen:AllowedOrigins:0", "http://localhost:3000"), ("Listen:AllowedOrigins:1", Allowed)]);
        using var answer = await PreflightAsync(service, Allowed, method, path);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(Allowed, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Equal("authorization,content-type,x-grpc-web", Header(answer, "Access-Control-Allow-Headers"));
        Assert.Contains(method, Header(answer, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Equal("3600", Header(answer, "Access-Control-Max-Age"));
        Assert.Null(Header(answer, "Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task An_allowed_page_can_read_responses_streams_and_errors()
    {
        await using var service = await RunningService.StartAsync(stores, [("Listen:AllowedOrigins:0", Allowed)]);
        foreach (var path in (string[])["/v1/sources", "/v1/sources/none", "/v1/recognitions:watch?from_now=true", "/v1/sources:register"])
        {
            using var answer = await GetAsync(service, path);
            AssertReadable(answer);
        }

        using var call = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new("application/grpc-web+proto") } };
        using var failed = await SendAsync(service, new(HttpMethod.Post, $"/{service.Descriptor.FullName}/GetSource") { Content = call });
        AssertReadable(failed);
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task Another_origin_gets_no_headers_and_a_rejection_that_names_the_setting()
    {
        await using var service = await RunningService.StartAsync(stores, [("Listen:AllowedOrigins:0", Allowed)]);

        await AssertRejectedAsync(service, Other);
        await AssertRejectedAsync(service, "null");
        await AssertRejectedAsync(service, "https://example.org.evil.example");
    }

    [Fact]
    public async Task Without_the_setting_no_origin_is_allowed()
    {
        await using var service = await RunningService.StartAsync(stores, []);

        await AssertRejectedAsync(service, Allowed);
        await AssertRejectedAsync(service, service.HttpAddress.GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    public async Task A_star_allows_every_origin_without_credentials()
    {
        await using var service = await RunningService.StartAsync(stores, [("Listen:AllowedOrigins:0", "*")]);
        using var preflight = await PreflightAsync(service, Other, "GET", "/v1/sources");
        using var answer = await GetAsync(service, "/v1/sources");

        Assert.Equal(("*", "*"), (
            Header(preflight, "Access-Control-Allow-Origin"), Header(answer, "Access-Control-Allow-Origin")));
        Assert.Null(Header(answer, "Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("https://example.org/page")]
    [InlineData("https://example.org:443")]
    [InlineData("https://user@example.org")]
    [InlineData("https://Example.org")]
    [InlineData("https://*.example.org")]
    [InlineData("example.org")]
    [InlineData("ftp://example.org")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("*", "https://example.net")]
    public async Task An_invalid_origin_stops_the_start(params string[] origins)
    {
        var settings = origins.Select((origin, i) => ($"Listen:AllowedOrigins:{i}", origin));
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningService.StartAsync(stores, settings));

        Assert.Contains("Listen:AllowedOrigins:0 must be an origin such as https://example.org", failure.Message, StringComparison.Ordinal);
    }

    static async Task AssertRejectedAsync(RunningService service, string origin)
    {
        foreach (var path in (string[])["/v1/sources", $"/{service.Descriptor.FullName}/ListSources"])
        {
            using var preflight = await PreflightAsync(service, origin, "POST", path);
            Assert.Equal(HttpStatusCode.Forbidden, preflight.StatusCode);
            AssertHidden(preflight);
            using var body = JsonDocument.Parse(await preflight.Content.ReadAsStringAsync(Cancelled));
            Assert.Contains("Listen:AllowedOrigins", body.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.Equal("PERMISSION_DENIED", body.RootElement.GetProperty("details")[0].GetProperty("reason").GetString());
        }

        using var answer = await SendAsync(service, new(HttpMethod.Get, "/v1/sources"), origin);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        AssertHidden(answer);
    }

    static void AssertReadable(HttpResponseMessage answer)
    {
        Assert.Equal(Allowed, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Equal("grpc-status,grpc-message,grpc-status-details-bin,retry-after", Header(answer, "Access-Control-Expose-Headers"));
        Assert.Null(Header(answer, "Access-Control-Allow-Credentials"));
    }

    static void AssertHidden(HttpResponseMessage answer) => Assert.DoesNotContain(
        answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));

    static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    static Task<HttpResponseMessage> GetAsync(RunningService service, string path) => SendAsync(service, new(HttpMethod.Get, path));

    static Task<HttpResponseMessage> PreflightAsync(RunningService service, string origin, string method, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-grpc-web");
        return SendAsync(service, request, origin);
    }

    static async Task<HttpResponseMessage> SendAsync(RunningService service, HttpRequestMessage request, string origin = Allowed)
    {
        using var http = new HttpClient { BaseAddress = service.HttpAddress };
        using (request)
        {
            request.Headers.Add("Origin", origin);
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled).WithinAsync(20);
        }
    }
}
