using System.Collections.Concurrent;
using KosovoNato.Testing;
using Microsoft.Playwright;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>An open page, and the faults that it produced.</summary>
sealed class OpenPage : IAsyncDisposable
{
    const float TimeoutMilliseconds = 20_000;

    // In each language of the page.
    static readonly string[] Loading = ["Loading", "Po ngarkohen", "Učitavanje"];

    readonly IBrowserContext context;
    readonly ConcurrentQueue<string> faults = new();

    OpenPage(IBrowserContext context, IPage page, Uri address)
    {
        (this.context, Page) = (context, page);
        page.SetDefaultTimeout(TimeoutMilliseconds);
        page.PageError += (_, error) => faults.Enqueue($"error: {error}");
        page.Console += (_, line) =>
        {
            // Some tests provoke failed requests, so those are not faults of the page.
            if (line.Type == "error" && !line.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                faults.Enqueue($"console: {line.Text}");
            }
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss" } to && to.Authority != address.Authority)
            {
                faults.Enqueue($"a request to {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>The rows of the feed, newest first.</summary>
    public ILocator Feed => Page.Locator("ol.feed:not(.earlier) > li");

    public static async Task<OpenPage> OpenAsync(IBrowser browser, Uri address, string hash, BrowserNewContextOptions options)
    {
        var context = await browser.NewContextAsync(options);
        var opened = new OpenPage(context, await context.NewPageAsync(), address);
        await opened.Page.GotoAsync(new Uri(address, $"/{hash}").ToString());
        await opened.IsAsync("live");
        return opened;
    }

    /// <summary>
    /// Goes to another view. The browser draws the view with a delay: until then the previous view is visible, and a click can hit an
    /// element that is about to disappear.
    /// </summary>
    public async Task GoAsync(string view)
    {
        await Page.GotoAsync(new Uri(new Uri(Page.Url), $"/{view}").ToString());
        await Page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        await SettledAsync();
    }

    /// <summary>Waits until the page shows one of the states: live, reconnecting or stale.</summary>
    public Task IsAsync(params string[] states) => Page.WaitForFunctionAsync(
        "states => states.includes(document.documentElement.dataset.state)", states, new() { Timeout = 60_000 });

    /// <summary>Waits until the view has every response that it requested.</summary>
    public async Task SettledAsync()
    {
        await Page.Locator("h1").WaitForAsync();
        await Eventually.True(
            async () =>
            {
                var text = await Page.Locator("main").InnerTextAsync();
                return !Loading.Any(words => text.Contains(words, StringComparison.Ordinal));
            },
            30, "every answer is there");
    }

    public async Task<string> TextAsync() => await Page.Locator("body").InnerTextAsync();

    public void AssertClean() => Assert.True(faults.IsEmpty, string.Join('\n', faults));

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
