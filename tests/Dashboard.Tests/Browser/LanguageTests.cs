using Microsoft.Playwright;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>The page in Albanian and in Serbian. English is the language of all other tests.</summary>
[Collection(OneDashboard.Name)]
public sealed class LanguageTests(RunningDashboard running, Chromium chromium)
{
    static readonly string[] Foremost = ["#/", "#/recognitions", "#/countries/ES"];

    [Fact]
    public async Task The_language_follows_the_browser_the_switch_and_the_address()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "", new() { Locale = "sq-XK" });
        var page = opened.Page;
        await ShowsAsync(opened, "sq", "28 nga 32 anëtarët e NATO-s e njohin Kosovën");
        Assert.StartsWith("Përmbledhje – Kosova dhe NATO", await page.TitleAsync(), StringComparison.Ordinal);
        await page.GetByText("Nuk e njohin Kosovën: Spanjë, Greqi, Rumani dhe Sllovaki").WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Srpski", Exact = true }).ClickAsync();
        await ShowsAsync(opened, "sr-Latn", "28 od 32 članice NATO");
        Assert.EndsWith("#/?lang=sr-Latn", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Preporuke", Exact = true }).ClickAsync();
        await ShowsAsync(opened, "sr-Latn", "Preporuke");
        Assert.EndsWith("#/recommendations?lang=sr-Latn", page.Url, StringComparison.Ordinal);
        // Titles are recorded in English.
        await page.Locator("main ul.tree a[lang=en]").First.WaitForAsync();
        // The choice is remembered for an address without a language.
        await opened.GoAsync("#/recognitions?as_of=2008-02-18");
        await ShowsAsync(opened, "sr-Latn", "Priznanje Kosova");
        await page.GetByText("18. februara 2008").First.WaitForAsync();

        await opened.GoAsync("#/?lang=en");
        await ShowsAsync(opened, "en", "28 of 32 NATO members recognize Kosovo");
        opened.AssertClean();
    }

    [Theory]
    [InlineData("sq", 390, ColorScheme.Light)]
    [InlineData("sr-Latn", 390, ColorScheme.Dark)]
    [InlineData("sr-Latn", 1280, ColorScheme.Light)]
    public Task The_main_views_fit_and_are_accessible_in_every_language(string language, int width, ColorScheme scheme) =>
        AssertFitsAsync(language, width, scheme, Foremost);

    // ViewTests has every view in English, at 1280 and 360 pixels.
    [Theory(Explicit = true)]
    [InlineData("sq", 390)]
    [InlineData("sq", 1280)]
    [InlineData("sr-Latn", 390)]
    [InlineData("sr-Latn", 1280)]
    public Task Every_view_fits_and_is_accessible_in_the_other_languages(string language, int width) =>
        AssertFitsAsync(language, width, ColorScheme.Light, ViewTests.Views);

    async Task AssertFitsAsync(string language, int width, ColorScheme scheme, IEnumerable<string> views)
    {
        await using var opened = await chromium.OpenAsync(running.Address, $"#/?lang={language}", ViewAudit.OptionsFor(width, scheme));
        await ViewAudit.AssertFitsAsync(
            opened, $"{width}-{scheme}-{language}",
            views.Select(view => $"{view}{(view.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}"));
    }

    static async Task ShowsAsync(OpenPage opened, string language, string title)
    {
        await opened.Page.Locator($"html[lang={language}]").WaitForAsync();
        await opened.Page.Locator("h1", new() { HasText = title }).WaitForAsync();
    }
}
