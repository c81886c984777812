using System.IO.Compression;
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

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_browser_that_accepts_compression_gets_the_same_content_compressed(string encoding)
    {
        await using var host = await InProcessDashboard.StartAsync();
        var plain = await host.Http.GetByteArrayAsync("/", Cancelled);
        using var answer = await GetAsync(host, "/", encoding);
        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        var content = await answer.Content.ReadAsStreamAsync(Cancelled);
        await using Stream unpacked = encoding == "br"
            ? new BrotliStream(content, CompressionMode.Decompress)
            : new GZipStream(content, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        await unpacked.CopyToAsync(memory, Cancelled);
        Assert.Equal(plain, memory.ToArray());
    }

    [Fact]
    public async Task The_page_in_all_languages_has_less_than_350_KB()
    {
        await using var host = await InProcessDashboard.StartAsync();
        var sizes = new Dictionary<string, long>();
        var files = Directory.GetFiles(RepositoryPaths.File("services", "Dashboard", "wwwroot", "assets"));
        foreach (var path in files.Select(Path.GetFileName))
        {
            using var answer = await GetAsync(host, $"/assets/{path}", "br");
            sizes[path!] = (await answer.Content.ReadAsByteArrayAsync(Cancelled)).Length;
        }

        Assert.True(sizes.Values.Sum() < 350_000, string.Join('\n', sizes));
    }

    [Fact]
    public async Task The_dashboard_is_ready_without_any_service()
    {
        await using var host = await InProcessDashboard.StartAsync();
        Assert.Equal("Healthy", await host.Http.GetStringAsync("/health/ready", Cancelled).WithinAsync(20));
    }

    static async Task<HttpResponseMessage> GetAsync(InProcessDashboard host, string path, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        return await host.Http.SendAsync(request, Cancelled);
    }
}
