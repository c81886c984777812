using System.Text.Json;
using KosovoNato.Testing;
using Microsoft.Playwright;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>Every view at desktop and phone width, in light and dark mode.</summary>
[Collection(OneDashboard.Name)]
public sealed class ViewTests(RunningDashboard running, Chromium chromium)
{
    const string Unesco = "#/ballots?ballot=questions/unesco-membership-2015/ballots/1";
    const string CommitteeOfMinisters = "#/ballots?ballot=questions/council-of-europe-application-2023/ballots/1";

    internal static readonly string[] Views =
    [
        "#/", "#/recognitions", "#/decisions", "#/ballots", Unesco, "#/ballots?ballot=questions/council-of-europe-opinion-2024/ballots/1",
        "#/what-if?suppose=GR+and+SK+recognize", "#/milestones", "#/precedents", "#/recommendations", "#/indicators", "#/changes",
        "#/charts", "#/charts?chart=defence-budget",
        "#/countries?q=spanja", "#/countries/ES", "#/countries/AL?as_of=2012-06-01",
        "#/?fact=recognitions/LR-XK", "#/?fact=states/RO", "#/recommendations?explain=R1", "#/recognitions?as_of=2012-06-01",
    ];

    // The overview, a calculated view, a ballot, a panel and a country. The other views run with --all.
    static readonly string[] Foremost =
        ["#/", "#/what-if?suppose=GR+and+SK+recognize", Unesco, "#/recommendations?explain=R1", "#/countries/ES"];

    /// <summary>Whether it is true that something on the page moves.</summary>
    const string Moves = """
        expected => expected === [...document.querySelectorAll('*')].map(one => getComputedStyle(one)).some(style =>
          style.transitionDuration.split(',').some(time => parseFloat(time) > 0) || !['none', 'late'].includes(style.animationName))
        """;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public Task The_main_views_fit_are_accessible_and_contact_no_other_server(int width, ColorScheme scheme) =>
        AssertFitsAsync(width, scheme, Foremost);

    // The width decides what fits and the scheme what can be read, so not each with each.
    [Theory(Explicit = true)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(360, ColorScheme.Light)]
    public Task Every_view_fits_is_accessible_and_contacts_no_other_server(int width, ColorScheme scheme) =>
        AssertFitsAsync(width, scheme, Views);

    async Task AssertFitsAsync(int width, ColorScheme scheme, IEnumerable<string> views)
    {
        await using var opened = await chromium.OpenAsync(running.Address, "", ViewAudit.OptionsFor(width, scheme));
        await ViewAudit.AssertFitsAsync(opened, $"{width}-{scheme}", views);
    }

    [Fact]
    public async Task Each_view_answers_its_question()
    {
        await using var opened = await chromium.OpenAsync(running.Address);
        var now = TimeProvider.System.GetUtcNow();
        await ShowsAsync(opened, "#/recognitions?as_of=2020-09-04", "26 of 30");
        await ShowsAsync(opened, "#/decisions", "Blocked", "Greece", "By recognition alone: blocked", "The inference from recognition was");
        await ShowsAsync(opened, "#/ballots", "Competing result", "Secret ballot", "As stated by Serbia", "The inference was right for");
        await ShowsAsync(opened, CommitteeOfMinisters, "34 recognized Kosovo on that day, and 33 voted as it wanted", "Hungary");
        await ShowsAsync(opened, $"{CommitteeOfMinisters}&as_of=2023-04-23", "was held after 23 April 2023");
        await ShowsAsync(opened, "#/ballots?fact=states/RO", "Votes about Kosovo", "Abstained", "votes of its delegation");
        await ShowsAsync(opened, "#/what-if?suppose=GR+and+SK+recognize", "28 → 30 of 32", "22 → 24 of 27");
        await ShowsAsync(
            opened, "#/what-if?suppose=BA+does+not+object+to+adriatic-charter+ADMIT_MEMBER",
            "Blocked by Bosnia and Herzegovina → Would be taken");
        await ShowsAsync(opened, "#/what-if?suppose=path-pfp+achieved", "→ Done achieved");
        await ShowsAsync(opened, "#/milestones", "Critical path", "Also needs 5 milestones that are not achieved", "Blocked");
        await ShowsAsync(opened, "#/precedents", "Montenegro");
        await ShowsAsync(opened, "#/recommendations", "R1", "28 of 32");
        await ShowsAsync(opened, "#/recommendations?explain=R1", "28 of 32");
        await ShowsAsync(opened, "#/recognitions?fact=recognitions/LR-XK", "Liberia", "claimed");
        await ShowsAsync(opened, "#/recognitions?counted=mfa", "121 of 199 states");
        await ShowsAsync(opened, $"#/recognitions?org=nato&known_at={now:yyyy-MM-ddTHH:mm:ssZ}", "32 of 199 states");
        await ShowsAsync(opened, "#/?as_of=2012", "“2012” in the address is not a valid day");
        await ShowsAsync(opened, "#/?known_at=yesterday", "“yesterday” in the address is not a valid time");
        opened.AssertClean();
    }

    [Theory]
    [InlineData("milestones", "MilestoneService", "Loading the milestones")]
    [InlineData("recommendations", "RecommendationService", "Loading the recommendations")]
    public async Task A_number_without_a_response_is_not_shown_as_zero(string view, string service, string asking)
    {
        await using var opened = await chromium.OpenAsync(running.Address);
        var held = new TaskCompletionSource();
        await opened.Page.RouteAsync($"**/*.{service}/*", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await opened.Page.GotoAsync(new Uri(running.Address, $"/#/{view}?as_of=2012-01-01").ToString());
        await opened.Page.GetByText(asking).WaitForAsync();
        Assert.Equal(0, await opened.Page.Locator(".figure >> visible=true").CountAsync());
        held.SetResult();
        await opened.Page.Locator(".figure").First.WaitForAsync();
        opened.AssertClean();
    }

    [Fact]
    public async Task A_count_by_a_rule_is_not_shown_before_it_is_known()
    {
        await using var opened = await chromium.OpenAsync(running.Address);
        var held = new TaskCompletionSource();
        await opened.Page.RouteAsync("**/*.RecognitionService/CountRecognitions", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        var now = $"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";
        await opened.Page.GotoAsync(new Uri(running.Address, $"/#/recognitions?as_of=2012-01-01&counted=mfa&known_at={now}").ToString());
        await opened.Page.Locator("svg.map").First.WaitForAsync();
        Assert.Equal(0, await opened.Page.GetByText("Remove a filter").CountAsync());
        held.SetResult();
        await opened.Page.GetByLabel("Table of states").WaitForAsync();
        opened.AssertClean();
    }

    [Fact]
    public async Task The_map_shows_each_state_at_its_location()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/recognitions");
        await opened.SettledAsync();
        Assert.Equal(["Kosovo"], await opened.Page.Locator("svg.map.europe .land.subject title").AllTextContentsAsync());
        Assert.Equal(["Cyprus: Does not recognize"], await TitlesAsync("Cyprus"));
        Assert.Equal(["Albania: Recognizes"], await TitlesAsync("Albania"));
        Assert.Equal(["Spain: Does not recognize"], await TitlesAsync("Spain"));
        opened.AssertClean();

        async Task<IEnumerable<string>> TitlesAsync(string state) =>
            (await opened.Page.Locator("svg.map.europe .land title").AllTextContentsAsync()).Where(
                title => title.Contains(state, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("#/", 10, "INVITE_PARTNER_PFP", Explicit = true)]
    [InlineData("#/recognitions", 150, "Albania")]
    [InlineData("#/countries/ES", 40, "organizations/nato/memberships/ES", Explicit = true)]
    [InlineData("#/decisions", 300, "inferred from recognition", Explicit = true)]
    [InlineData("#/ballots", 7, "unesco-membership-2015", Explicit = true)]
    [InlineData(Unesco, 171, "ABSTAINED", Explicit = true)]
    [InlineData("#/what-if?suppose=GR+and+SK+recognize", 10, "path-consensus-pfp", Explicit = true)]
    [InlineData("#/milestones", 60, "path-pfp", Explicit = true)]
    [InlineData("#/precedents", 6, "Montenegro", Explicit = true)]
    [InlineData("#/recommendations", 30, "R1.1", Explicit = true)]
    [InlineData("#/indicators", 50, "kfor-troops", Explicit = true)]
    [InlineData("#/charts", 300, "strict", Explicit = true)]
    [InlineData("#/changes", 0, "", Explicit = true)]
    [InlineData("#/?fact=recognitions/LR-XK", 1, "WITHDRAWAL_CLAIMED", Explicit = true)]
    [InlineData("#/recommendations?explain=R1", 60, "recognitions/AL-XK")]
    public async Task Every_view_can_be_downloaded_as_a_file(string view, int rows, string has)
    {
        await using var opened = await chromium.OpenAsync(running.Address, view);
        await opened.SettledAsync();
        var panel = view.Contains("fact=", StringComparison.Ordinal) || view.Contains("explain=", StringComparison.Ordinal)
            ? opened.Page.GetByRole(AriaRole.Dialog)
            : opened.Page.GetByRole(AriaRole.Main);
        foreach (var (button, ending) in ((string, string)[])[("CSV", ".csv"), ("JSON", ".json")])
        {
            var download = await opened.Page.RunAndWaitForDownloadAsync(
                () => panel.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync());
            Assert.EndsWith(ending, download.SuggestedFilename, StringComparison.Ordinal);
            var text = await File.ReadAllTextAsync(await download.PathAsync(), Cancelled);
            Assert.Contains(has, text, StringComparison.Ordinal);
            var held = ending == ".csv" ? text.Split("\r\n").Length - 2 : JsonDocument.Parse(text).RootElement.GetArrayLength();
            Assert.True(held >= rows, $"{view}{ending} has {held} rows.");
        }

        opened.AssertClean();
    }

    [Fact]
    public async Task The_numbers_behind_an_inferred_verdict_are_one_click_away()
    {
        await using var opened = await chromium.OpenAsync(running.Address);
        await opened.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^right for [0-9]+ of [0-9]+ votes$") }).First
            .ClickAsync();
        await opened.Page.GetByRole(AriaRole.Region, new() { Name = "Test of the inference, by ballot" })
            .GetByRole(AriaRole.Link, new() { Name = "UNESCO: Admission as a member" }).ClickAsync();
        await opened.Page.GetByRole(AriaRole.Region, new() { Name = "Expected and actual votes" })
            .GetByRole(AriaRole.Link, new() { Name = "Bahamas" }).WaitForAsync();
        await opened.Page.WaitForFunctionAsync(
            "() => { const { top } = document.getElementById('backtest').getBoundingClientRect(); return 0 <= top && top < innerHeight; }");
        Assert.StartsWith("UNESCO: Admission as a member, 9 November 2015", await opened.Page.TitleAsync(), StringComparison.Ordinal);
        opened.AssertClean();
    }

    [Fact]
    public async Task Every_view_can_be_used_with_a_keyboard_alone()
    {
        await using var opened = await chromium.OpenAsync(running.Address);
        var page = opened.Page;
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await FocusedAsync(page));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.activeElement?.id === 'title'");

        await TabToAsync(page, "Recommendations");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/#/recommendations*");
        await opened.SettledAsync();
        await TabToAsync(page, "28 of 32", contains: true);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Contains("28 of 32", await FocusedAsync(page), StringComparison.Ordinal);

        await page.Locator("#as-of-slider").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.WaitForURLAsync("**as_of=2008-02-17*");
        opened.AssertClean();
    }

    [Fact]
    public async Task Nothing_moves_if_the_user_prefers_reduced_motion()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/changes");
        await opened.Page.Locator("ol.feed > li").First.WaitForAsync();
        await opened.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        await opened.Page.WaitForFunctionAsync(Moves, true);
        await opened.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await opened.Page.WaitForFunctionAsync(Moves, false);
    }

    [Fact]
    public async Task A_printed_page_has_its_content_and_no_controls()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/recognitions");
        await opened.SettledAsync();
        await opened.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await opened.Page.Locator("h1").IsVisibleAsync());
        Assert.False(await opened.Page.GetByRole(AriaRole.Navigation).First.IsVisibleAsync());
        Assert.False(await opened.Page.GetByRole(AriaRole.Button, new() { Name = "CSV", Exact = true }).IsVisibleAsync());
        opened.AssertClean();
    }

    static async Task ShowsAsync(OpenPage opened, string hash, params string[] texts)
    {
        await opened.Page.EvaluateAsync("hash => { location.hash = hash; }", hash);
        foreach (var text in texts)
        {
            await Eventually.True(
                async () => string.Join(' ', (await opened.TextAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                    .Contains(text, StringComparison.OrdinalIgnoreCase),
                20, $"{hash} shows {text}");
        }
    }

    static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement?.textContent?.trim() ?? ''");

    static async Task TabToAsync(IPage page, string text, bool contains = false)
    {
        for (var step = 0; step < 400; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await FocusedAsync(page);
            if (contains ? focused.Contains(text, StringComparison.Ordinal) : focused == text)
            {
                return;
            }
        }

        Assert.Fail($"No way by Tab to \"{text}\".");
    }
}
