using System.Text;
using System.Text.RegularExpressions;
using KosovoNato.Dashboard.Tests.Host;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>Links, feeds and paper: the ways in which the page leaves the browser.</summary>
[Collection(OneDashboard.Name)]
public sealed class SharingTests(RunningDashboard running, Chromium chromium)
{
    [Fact]
    public async Task A_copied_link_leads_to_the_view_and_a_briefing_is_printed_on_one_page()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/recognitions?as_of=2012-01-01");
        await opened.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await opened.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Copy a link to this view" }).ClickAsync();
        await opened.Page.GetByText("The link is copied.").WaitForAsync();
        var link = await opened.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        Assert.Equal($"{running.Address}share/recognitions?as_of=2012-01-01", link);
        // The page behind the link may lead on before it has loaded.
        await opened.Page.GotoAsync(link, new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        await Eventually.True(() => opened.Page.Url.EndsWith("/#/recognitions?as_of=2012-01-01", StringComparison.Ordinal), seconds: 30);
        await opened.IsAsync("live");

        foreach (var path in (string[])["/feed.atom", "/feed.json"])
        {
            Assert.Equal(1, await opened.Page.Locator($"head link[rel=alternate][href='{path}']").CountAsync());
            Assert.Equal(1, await opened.Page.Locator($"footer a[href='{path}']").CountAsync());
        }

        foreach (var briefing in (string[])["#/countries/ES", "#/"])
        {
            await opened.GoAsync(briefing);
            var paper = Encoding.Latin1.GetString(await opened.Page.PdfAsync(new() { PreferCSSPageSize = true }));
            Assert.Single(Regex.Matches(paper, @"/Type\s*/Page\b(?!s)"));
        }

        await opened.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        Assert.Contains($"Printed from {running.Address}#/", await opened.TextAsync(), StringComparison.Ordinal);
        Assert.False(await opened.Page.Locator("nav").IsVisibleAsync());
        opened.AssertClean();
    }

    /// <summary>Makes the pictures of <c>web/public/preview</c> anew. Run it alone: other tests change the recorded facts.</summary>
    [Fact(Explicit = true), Trait("Run", "by-hand")]
    public async Task Every_view_has_a_picture_for_previews()
    {
        var folder = Directory.CreateDirectory(RepositoryPaths.File("services", "Dashboard", "web", "public", "preview"));
        await using var opened = await chromium.OpenAsync(
            running.Address, "#/", new() { ViewportSize = new() { Width = 1200, Height = 630 } });
        foreach (var view in ShareTests.ViewsOfThePage())
        {
            await opened.GoAsync($"#/{(view == "overview" ? "" : view)}");
            var main = (await opened.Page.Locator("main").BoundingBoxAsync())!;
            await opened.Page.ScreenshotAsync(new()
            {
                Path = Path.Combine(folder.FullName, $"{view}.png"),
                FullPage = true,
                Clip = new() { Y = main.Y, Width = 1200, Height = 630 },
            });
        }
    }
}
