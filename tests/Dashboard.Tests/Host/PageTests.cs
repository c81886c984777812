using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>The files of the page, and their response headers.</summary>
public sealed class PageTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/nowhere")]
    [InlineData("/health/ready")]
    public async Task Every_response_forbids_what_the_page_does_not_need(string path)
    {
        await using var host = await InProcessDashboard.StartAsync();
        using var answer = await host.Http.GetAsync(path, Cancelled);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task An_unknown_path_is_answered_with_the_paths_that_exist()
    {
        await using var host = await InProcessDashboard.StartAsync();
        foreach (var (method, path, status) in ((HttpMethod, string, HttpStatusCode)[])
            [(HttpMethod.Get, "/v1/states", HttpStatusCode.NotFound), (HttpMethod.Post, "/events", HttpStatusCode.MethodNotAllowed)])
        {
            using var request = new HttpRequestMessage(method, path);
            using var answer = await host.Http.SendAsync(request, Cancelled);
            Assert.Equal(status, answer.StatusCode);
            var body = await answer.Content.ReadAsStringAsync(Cancelled);
            Assert.Contains("ENDPOINT_UNKNOWN", body, StringComparison.Ordinal);
            Assert.Contains("/events", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Files_of_the_page_exist_and_are_cached_without_limit_but_the_page_itself_is_revalidated()
    {
        await using var host = await InProcessDashboard.StartAsync();
        using var page = await host.Http.GetAsync("/", Cancelled);
        Assert.True(page.Headers.CacheControl?.NoCache);
        var html = await page.Content.ReadAsStringAsync(Cancelled);
        var named = Regex.Matches(html, "(?:src|href)=\"(?<path>[^\"#]+)\"").Select(match => match.Groups["path"].Value)
            .Where(path => !path.StartsWith("/feed.", StringComparison.Ordinal)).ToList();
        Assert.Contains(named, path => path.EndsWith(".js", StringComparison.Ordinal));
        foreach (var path in named)
        {
            using var file = await host.Http.GetAsync(path, Cancelled);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Equal(
                path.Contains("assets/", StringComparison.Ordinal),
                file.Headers.CacheControl?.Extensions.Any(one => one.Name == "immutable"));
        }
    }

    [Fact]
    public async Task A_file_that_the_browser_has_cached_is_not_sent_again()
    {
        await using var host = await InProcessDashboard.StartAsync();
        using var first = await host.Http.GetAsync("/", Cancelled);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var unchanged = await host.Http.SendAsync(again, Cancelled);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Empty(await unchanged.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Fact]
    public async Task A_browser_that_accepts_compression_gets_the_same_content_compressed()
    {
        await using var host = await InProcessDashboard.StartAsync();
        var plain = await host.Http.GetByteArrayAsync("/", Cancelled);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/")
        { Headers = { AcceptEncoding = { new StringWithQualityHeaderValue("gzip") } } };
        using var answer = await host.Http.SendAsync(request, Cancelled);
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        await using var unpacked = new System.IO.Compression.GZipStream(
            await answer.Content.ReadAsStreamAsync(Cancelled), System.IO.Compression.CompressionMode.Decompress);
        using var memory = new MemoryStream();
        await unpacked.CopyToAsync(memory, Cancelled);
        Assert.Equal(plain, memory.ToArray());
    }

    [Fact]
    public async Task The_dashboard_is_ready_without_any_service()
    {
        await using var host = await InProcessDashboard.StartAsync();
        Assert.Equal("Healthy", await host.Http.GetStringAsync("/health/ready", Cancelled).WithinAsync(20));
    }
}
