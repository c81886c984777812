using KosovoNato.Testing;
using Microsoft.Playwright;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>The map of the world, and recognition played through time.</summary>
[Collection(OneDashboard.Name)]
public sealed class MapTests(RunningDashboard running, Chromium chromium)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_map_of_the_world_has_every_state_and_small_ones_can_be_seen_and_hit()
    {
        var states = await running.Services.RecognitionRpc.ListStatesAsync(new() { PageSize = 1_000 }, cancellationToken: Cancelled);
        await using var opened = await chromium.OpenAsync(
            running.Address, "#/recognitions", new() { ViewportSize = new() { Width = 1280, Height = 844 } });
        await opened.SettledAsync();
        var map = opened.Page.Locator("svg.map.world");
        var titles = await map.Locator("title").AllTextContentsAsync();
        var absent = states.States
            .Where(state => titles.Count(title => title.Split(':')[0] == state.DisplayName) != 1)
            .Select(state => state.DisplayName);
        Assert.Empty(absent);
        Assert.Equal(["Kosovo"], await map.Locator(".subject title").AllTextContentsAsync());
        // The map may be drawn anew meanwhile.
        await Eventually.True(async () => await map.EvaluateAsync<double>(
            "map => Math.min(...[...map.querySelectorAll('a .land')].map(one => { const { width, height } = one.getBoundingClientRect(); "
            + "return Math.max(width, height); }))") >= 6, what: "every state has at least six pixels");
        await map.GetByLabel("Tuvalu: Recognizes").ClickAsync();
        await opened.Page.GetByRole(AriaRole.Dialog).GetByText("Tuvalu").First.WaitForAsync();
        await opened.Page.Keyboard.PressAsync("Escape");

        // The picture has its own patterns and keys, because it has no style sheet.
        var download = await opened.Page.RunAndWaitForDownloadAsync(
            () => opened.Page.GetByRole(AriaRole.Button, new() { Name = "SVG", Exact = true }).ClickAsync());
        var picture = await File.ReadAllTextAsync(await download.PathAsync(), Cancelled);
        Assert.Contains("id=\"tone-claimed\"", picture, StringComparison.Ordinal);
        Assert.Contains(">Withdrawal claimed</text>", picture, StringComparison.Ordinal);

        var folder = Directory.CreateDirectory(RepositoryPaths.File(".artifacts", "screenshots"));
        await opened.Page.SetViewportSizeAsync(1000, 844);
        await map.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, "world-map.png") });
        opened.AssertClean();
    }

    [Fact]
    public async Task Arrow_keys_move_between_the_states_of_a_map_that_is_one_stop_for_the_tab_key()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/recognitions");
        await opened.SettledAsync();
        var page = opened.Page;
        var stops = page.Locator("svg.map.world a[tabindex='0']");
        Assert.Equal(1, await stops.CountAsync());
        await stops.FocusAsync();
        var first = await FocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        var second = await FocusedAsync();
        Assert.NotEqual(first, second);
        Assert.Equal(second, await stops.GetAttributeAsync("aria-label"));
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog).GetByText(second!.Split(':')[0]).First.WaitForAsync();
        opened.AssertClean();

        async Task<string?> FocusedAsync() => await page.EvaluateAsync<string?>("() => document.activeElement.getAttribute('aria-label')");
    }

    [Fact]
    public async Task Recognition_is_played_through_time_without_asking_the_services()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/recognitions");
        await opened.SettledAsync();
        var page = opened.Page;
        var asked = new List<string>();
        page.Request += (_, request) => asked.Add(request.Url);
        await page.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await page.WaitForURLAsync("**play=on*as_of=2008-02-18*");
        await page.GetByText("France").First.WaitForAsync();
        await page.WaitForURLAsync("**as_of=2008-02-2*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("play=", StringComparison.Ordinal));
        Assert.Empty(asked);

        // The service agrees about the day on which the playback rests, and on the next step.
        await AssertAgreesAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next change" }).ClickAsync();
        await AssertAgreesAsync();
        opened.AssertClean();

        async Task AssertAgreesAsync()
        {
            var day = await page.EvaluateAsync<string>("() => new URLSearchParams(location.hash.split('?')[1]).get('as_of')");
            var count = await running.Services.RecognitionRpc.CountRecognitionsAsync(
                new() { CountingRule = "countingRules/mfa", AsOf = day }, cancellationToken: Cancelled);
            await page.Locator(".figures li", new() { HasText = "Ministry of Foreign Affairs of Kosovo" })
                .GetByText($"{count.RecognizingCount}", new() { Exact = true }).WaitForAsync();
        }
    }

    [Fact]
    public async Task Nothing_plays_if_the_user_prefers_reduced_motion_and_the_steps_still_work()
    {
        await using var opened = await chromium.OpenAsync(
            running.Address, "#/recognitions?play=on&as_of=2008-02-17", new() { ReducedMotion = ReducedMotion.Reduce });
        await opened.SettledAsync();
        Assert.Equal(0, await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).CountAsync());
        Assert.Equal(0, await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Play" }).CountAsync());
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Next change" }).ClickAsync();
        await opened.Page.WaitForURLAsync("**as_of=2008-02-18*");
        opened.AssertClean();
    }
}
