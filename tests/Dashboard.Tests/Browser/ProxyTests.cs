using KosovoNato.Dashboard.Tests.Host;
using KosovoNato.EndToEnd.Tests;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>Streams stay live behind a proxy that buffers responses unless it is told not to.</summary>
[Collection(OneDashboard.Name)]
public sealed class ProxyTests(RunningDashboard running, Chromium chromium)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_is_live_behind_nginx()
    {
        await using var proxy = await NginxProxy.StartAsync(running.Address);
        await using var opened = await chromium.OpenAsync(proxy.Address, "#/changes");
        var source = await RegisterAsync();
        await opened.Feed.Filter(new() { HasText = source }).WaitForAsync();
        opened.AssertClean();
    }

    [Theory]
    [InlineData("/events", false)]
    [InlineData("/v1/recognitions:watch?from_now=true&bookmark_interval=60s", true)]
    public async Task A_text_stream_passes_through_nginx_line_by_line(string path, bool isOfService)
    {
        await using var proxy = await NginxProxy.StartAsync(isOfService ? running.Services.Recognitions.HttpAddress : running.Address);
        using var http = new HttpClient { BaseAddress = proxy.Address };
        using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Cancelled).WithinAsync(20);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled));
        var source = await RegisterAsync();
        while (await lines.ReadLineAsync(Cancelled).AsTask().WithinAsync(20) is { } line)
        {
            if (line.Contains(source, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail("The stream ended.");
    }

    async Task<string> RegisterAsync()
    {
        var source = TestRequests.NewId();
        await running.Services.RecognitionRpc.RegisterSourceAsync(TestRequests.Register(source, title: $"A note {source}"));
        return source;
    }
}
