using Grpc.Core;
using KosovoNato.EndToEnd.Tests;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Testing;
using Microsoft.Playwright;
using StackExchange.Redis;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>The page shows changes in the services, and outages of the services.</summary>
[Collection(OneDashboard.Name)]
public sealed class LiveTests(RunningDashboard running, Chromium chromium, SharedStores stores, ITestOutputHelper output)
{
    const int Kept = 1_000;
    const double MaxWay = 1_000;

    /// <summary>Records when the first row of the feed appears, and when its change was recorded.</summary>
    const string WatchFeed = """
        () => {
          new MutationObserver((_, watching) => {
            const row = document.querySelector('ol.feed:not(.earlier) > li time');
            if (row) {
              window.took = Date.now() - Date.parse(row.dateTime);
              watching.disconnect();
            }
          }).observe(document.querySelector('main'), { childList: true, subtree: true });
        }
        """;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_appears_with_its_actor_and_its_reason()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/changes");
        await opened.Page.EvaluateAsync(WatchFeed);
        var source = TestRequests.NewId();
        var write = TestRequests.Register(source, title: $"A note {source}");
        write.Reason = "seen by a test";
        await running.Services.RecognitionRpc.RegisterSourceAsync(write);
        var row = opened.Feed.Filter(new() { HasText = source });
        await row.WaitForAsync();
        var text = await row.InnerTextAsync();
        Assert.Contains("tester", text, StringComparison.Ordinal);
        Assert.Contains("seen by a test", text, StringComparison.Ordinal);
        var took = await opened.Page.EvaluateAsync<double>("() => window.took");
        output.WriteLine($"Seen {took:0} ms after it was recorded.");
        Assert.True(!StressMode.IsOn || took < MaxWay, $"It was seen {took:0} ms after it was recorded.");

        // After a switch to another view and back, the row is no longer marked as new, and still appears once.
        await opened.GoAsync("#/indicators");
        await opened.Page.GotoAsync(new Uri(running.Address, "/#/changes").ToString());
        await opened.Page.Locator("ol.feed.earlier > li").First.WaitForAsync();
        Assert.Equal(1, await opened.Page.Locator("ol.feed > li").Filter(new() { HasText = source }).CountAsync());
        opened.AssertClean();
    }

    [Fact]
    public async Task One_recognition_changes_the_count_the_milestones_and_the_recommendation()
    {
        await using var opened = await chromium.OpenAsync(running.Address);
        await opened.Page.GetByRole(AriaRole.Heading, new() { Name = "28 of 32 NATO members recognize Kosovo" }).WaitForAsync();
        var recorded = await RecognitionActs.GrantAsync(running.Services, "ES");
        await opened.Page.GetByRole(AriaRole.Heading, new() { Name = "29 of 32 NATO members recognize Kosovo" }).WaitForAsync();
        await RecognitionActs.ProgressIs(running.Services, 29, 32);
        await opened.Page.GotoAsync(new Uri(running.Address, "/#/changes").ToString());
        foreach (var service in (string[])["recognitions", "milestones", "recommendations"])
        {
            await opened.Feed.Filter(new() { HasText = service }).First.WaitForAsync();
        }

        await RecognitionActs.RetractAsync(running.Services, "ES", recorded.Recognition.Acts.Single(act => !act.Retracted).Id);
        await RecognitionActs.ProgressIs(running.Services, 28, 32);
        opened.AssertClean();
    }

    [Fact]
    public async Task A_history_shows_the_newest_versions_and_on_demand_all_of_them()
    {
        const int corrections = 104;
        var source = TestRequests.NewId();
        await RegisterAsync(source);
        for (var i = 1; i <= corrections; i++)
        {
            await running.Services.RecognitionRpc.CorrectSourceAsync(TestRequests.Correct(source, $"title {i}"));
        }

        await using var opened = await chromium.OpenAsync(running.Address, $"#/?fact=sources/{source}");
        var panel = opened.Page.GetByRole(AriaRole.Dialog);
        var versions = panel.Locator("ol.feed > li");
        var older = panel.GetByRole(AriaRole.Button, new() { Name = "Show all older versions" });
        await older.WaitForAsync();
        Assert.Equal(100, await versions.CountAsync());
        await older.ClickAsync();
        await versions.Nth(corrections).WaitForAsync();
        Assert.Equal(corrections + 1, await versions.CountAsync());
        Assert.Equal(0, await older.CountAsync());
        opened.AssertClean();
    }

    [Fact]
    public async Task The_page_reports_a_killed_dashboard_and_continues_without_duplicate_rows()
    {
        var dashboard = await running.StartAsync();
        await using var opened = await chromium.OpenAsync(dashboard.HttpAddress, "#/changes");
        var ids = new[] { TestRequests.NewId(), TestRequests.NewId(), TestRequests.NewId() };
        await RegisterAsync(ids[0]);
        await opened.Feed.Filter(new() { HasText = ids[0] }).WaitForAsync();
        // Counts the rows that the page removes while it reconnects.
        await opened.Page.EvaluateAsync(
            "() => { window.removed = 0; new MutationObserver(all => window.removed += all.reduce((sum, one) => sum + "
            + "one.removedNodes.length, 0)).observe(document.querySelector('ol.feed'), { childList: true }); }");

        await dashboard.KillAsync();
        await opened.IsAsync("reconnecting", "stale");
        Assert.Contains(ids[0], await opened.TextAsync(), StringComparison.Ordinal);
        await RegisterAsync(ids[1]);
        await dashboard.StartAgainAsync(Cancelled);
        await opened.IsAsync("live");
        await RegisterAsync(ids[2]);
        foreach (var id in ids)
        {
            await opened.Feed.Filter(new() { HasText = id }).First.WaitForAsync();
            Assert.Equal(1, await opened.Feed.Filter(new() { HasText = id }).CountAsync());
        }

        Assert.Equal(0, await opened.Page.EvaluateAsync<int>("() => window.removed"));
        opened.AssertClean();
    }

    [Fact]
    public async Task The_page_names_an_unavailable_service_and_says_since_when_its_data_may_be_stale()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/milestones");
        await opened.SettledAsync();
        var shown = await opened.Page.Locator("main").InnerTextAsync();
        await running.WayToMilestones.CutAsync();
        try
        {
            await opened.IsAsync("reconnecting");
            await opened.IsAsync("stale");
            // The notice uses the next second of the page's clock, not the same one.
            await opened.Page.GetByText("The data shown may be out of date.").WaitForAsync();
            var stale = await opened.TextAsync();
            Assert.Contains("Milestones: as of", stale, StringComparison.Ordinal);
            Assert.DoesNotContain("Recognitions: as of", stale, StringComparison.Ordinal);
            Assert.Contains(shown.Split('\n').First(line => line.Length > 20), stale, StringComparison.Ordinal);

            // Another tab has the data of this one, and knows how old it is.
            var tab = await opened.Page.Context.NewPageAsync();
            await tab.GotoAsync(new Uri(running.Address, "/#/milestones").ToString());
            await tab.GetByText("The data shown may be out of date.").WaitForAsync();

            // Another browser shows the data of the other services, and waits only where data of the missing one is needed.
            await using var other = await opened.Page.Context.Browser!.NewContextAsync();
            var late = await other.NewPageAsync();
            await late.GotoAsync(new Uri(running.Address, "/#/recognitions").ToString());
            await late.GetByText("Milestones: no data yet.").WaitForAsync();
            await late.GetByRole(AriaRole.Heading, new() { Name = "Recognition of Kosovo" }).WaitForAsync();
            await late.GotoAsync(new Uri(running.Address, "/#/milestones?fact=milestones/path-pfp").ToString());
            await late.GetByText("Waiting for milestones…").First.WaitForAsync();
            Assert.DoesNotContain(
                "No resource with this name is recorded", await late.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
        }
        finally
        {
            // The other tests need this service.
            running.WayToMilestones.Resume();
        }

        await opened.IsAsync("live");
        Assert.DoesNotContain("may be out of date", await opened.TextAsync(), StringComparison.Ordinal);
        opened.AssertClean();
    }

    [Fact(Explicit = true)]
    public async Task The_page_reloads_its_lists_and_reports_it_if_it_cannot_resume()
    {
        await using var recognitions = await Deployment.StartProcessAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration,
            settings: [("Store:RetainedRevisions", $"{Kept}"), ("Store:MaxTailRevisions", $"{Kept}")]);
        var first = await recognitions.Rpc.RegisterSourceAsync(TestRequests.Register("of-the-old", title: "Of the old store"));
        await using var dashboard = await ServiceProcess.StartAsync(
            "Dashboard", running.SettingsOf(recognitions.Service.GrpcAddress), Cancelled);
        await using var opened = await chromium.OpenAsync(dashboard.HttpAddress, "#/changes");

        await dashboard.KillAsync();
        await Task.WhenAll(
            Enumerable.Range(0, 2 * Kept).Select(
                i => recognitions.Rpc.RegisterSourceAsync(TestRequests.Register($"while-away-{i}")).ResponseAsync));
        await Eventually.True(() => IsGoneAsync(recognitions, first.Revision.Token), 30, "the first revision was let go");
        await dashboard.StartAgainAsync(Cancelled);
        await opened.Page.GetByText("no longer keeps the changes since the last update of this page").WaitForAsync();
        await opened.IsAsync("live");
        await OpensAsync(opened, dashboard, "while-away-1");

        await recognitions.Process.KillAsync();
        await using (var store = await ConnectionMultiplexer.ConnectAsync(recognitions.Configuration))
        {
            await store.GetDatabase().KeyDeleteAsync(recognitions.StoreKey);
        }

        await recognitions.Process.StartAgainAsync(Cancelled);
        await recognitions.Rpc.RegisterSourceAsync(TestRequests.Register("of-the-new", title: "Of the new store"));
        await opened.Page.GetByText("now uses another store").WaitForAsync();
        await opened.IsAsync("live");
        await OpensAsync(opened, dashboard, "of-the-new", "Of the new store");
        opened.AssertClean();
    }

    static async Task OpensAsync(OpenPage opened, ServiceProcess dashboard, string source, string? title = null)
    {
        await opened.Page.GotoAsync(new Uri(dashboard.HttpAddress, $"/#/changes?fact=sources/{source}").ToString());
        await opened.Page.GetByRole(AriaRole.Dialog).GetByText(title ?? $"sources/{source}").First.WaitForAsync();
        await opened.Page.Keyboard.PressAsync("Escape");
    }

    /// <summary>Whether the changes after a revision have been compacted.</summary>
    static async Task<bool> IsGoneAsync(Deployment recognitions, string revision)
    {
        using var watch = recognitions.Rpc.Watch(new() { RevisionToken = revision });
        try
        {
            await watch.ResponseStream.MoveNext(Cancelled);
            return false;
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.OutOfRange)
        {
            return true;
        }
    }

    Task RegisterAsync(string id) => running.Services.RecognitionRpc.RegisterSourceAsync(
        TestRequests.Register(id, title: $"A note {id}")).ResponseAsync;
}
