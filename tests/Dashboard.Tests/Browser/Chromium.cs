using Microsoft.Playwright;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>
/// A real browser: Debian's package, so that tests download nothing. Prefers the headless shell if it is installed: it is the same browser
/// and needs less work to start and draw.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    static readonly string[] Places =
        [Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium-headless-shell", "/usr/bin/chromium",
            "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];

    // The browser connects only to the page: not to its vendor, and not over protocols that a local test does not need.
    static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage", "--js-flags=--expose-gc", "--enable-precise-memory-info",
    ];

    IPlaywright? playwright;
    IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        var path = Places.FirstOrDefault(File.Exists);
        if (path is null)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments });
    }

    internal Task<OpenPage> OpenAsync(Uri address, string hash = "", BrowserNewContextOptions? options = null) =>
        OpenPage.OpenAsync(Browser(), address, hash, options ?? new());

    /// <summary>For pages that are not the dashboard's.</summary>
    internal Task<IBrowserContext> NewContextAsync() => Browser().NewContextAsync();

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    IBrowser Browser()
    {
        Assert.True(browser is not null, "There is no Chromium: apt-get install --no-install-recommends chromium-headless-shell, or set "
            + "CHROMIUM to the path of one.");
        return browser!;
    }
}
