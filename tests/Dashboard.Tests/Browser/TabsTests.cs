using KosovoNato.Dashboard.Tests.Host;
using KosovoNato.EndToEnd.Tests;
using Microsoft.Playwright;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>A browser needs one stream, however many tabs show the page.</summary>
[Collection(OneDashboard.Name)]
public sealed class TabsTests(RunningDashboard running, Chromium chromium)
{
    const int Tabs = 10;

    [Fact]
    public async Task Ten_tabs_share_one_stream_and_all_are_live()
    {
        // With a single place, a second stream would be rejected.
        await using var dashboard = await running.StartInProcessAsync(("Dashboard:MaxPages", "1"));
        await using var opened = await chromium.OpenAsync(dashboard.HttpAddress, "#/changes");
        var first = opened.Page;
        var tabs = new List<IPage> { first };
        while (tabs.Count < Tabs)
        {
            tabs.Add(await OpenAsync(first.Context, dashboard));
        }

        await ShowAsync(tabs);

        // The others stay live without the tab that opened the stream.
        await first.CloseAsync();
        tabs.Remove(first);
        await ShowAsync(tabs);
        dashboard.Errors.AssertNone();
    }

    [Fact]
    public async Task Without_shared_workers_a_page_has_a_stream_of_its_own()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/changes");
        await opened.Page.Context.AddInitScriptAsync("delete globalThis.SharedWorker");
        await opened.Page.ReloadAsync();
        Assert.True(await opened.Page.EvaluateAsync<bool>("() => typeof SharedWorker === 'undefined'"));
        await opened.IsAsync("live");
        await ShowAsync([opened.Page]);
        opened.AssertClean();
    }

    static async Task<IPage> OpenAsync(IBrowserContext context, InProcessDashboard dashboard)
    {
        var tab = await context.NewPageAsync();
        await tab.GotoAsync(new Uri(dashboard.HttpAddress, "/#/changes").ToString());
        await tab.WaitForFunctionAsync("() => document.documentElement.dataset.state === 'live'");
        return tab;
    }

    /// <summary>Waits until every tab shows a write that was made just now.</summary>
    async Task ShowAsync(IReadOnlyList<IPage> tabs)
    {
        var source = TestRequests.NewId();
        await running.Services.RecognitionRpc.RegisterSourceAsync(TestRequests.Register(source, title: $"A note {source}"));
        await Task.WhenAll(tabs.Select(
            tab => tab.Locator("ol.feed > li").Filter(new() { HasText = source }).First.WaitForAsync()));
    }
}
