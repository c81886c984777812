using KosovoNato.Dashboard.Tests.Host;
using KosovoNato.EndToEnd.Tests;
using KosovoNato.Testing;
using Microsoft.Playwright;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>A browser needs one stream, however many tabs show the page.</summary>
[Collection(OneDashboard.Name)]
public sealed class TabsTests(RunningDashboard running, Chromium chromium)
{
    const int ManyTabs = 10;

    const string RecordStates = """
        () => {
          window.states = [];
          const record = state => { if (state !== 'live') window.states.push(state); };
          new MutationObserver(() => record(document.documentElement.dataset.state))
            .observe(document.documentElement, { attributeFilter: ['data-state'] });
        }
        """;

    /// <summary>A browser opens six connections to a host, so with a stream for each tab the seventh would load nothing.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(ManyTabs, Explicit = true)]
    public async Task All_tabs_share_one_stream_and_are_live(int count)
    {
        // With a single place, a second stream would be rejected.
        await using var dashboard = await running.StartInProcessAsync(("Dashboard:MaxPages", "1"));
        await using var opened = await chromium.OpenAsync(dashboard.HttpAddress, "#/changes");
        var first = opened.Page;
        var tabs = await OpenTabsAsync(first, count);
        await ShowAsync(tabs);

        // The others stay live without the tab that opened the stream.
        await first.CloseAsync();
        tabs.Remove(first);
        await ShowAsync(tabs);
        dashboard.Errors.AssertNone();
    }

    /// <summary>nginx ends a response that is silent for a minute.</summary>
    [Fact(Explicit = true)]
    public async Task Ten_tabs_behind_nginx_stay_live_without_any_changes()
    {
        await using var dashboard = await running.StartInProcessAsync(("Dashboard:MaxPages", "1"));
        await using var proxy = await NginxProxy.StartAsync(dashboard.HttpAddress);
        await using var opened = await chromium.OpenAsync(proxy.Address, "#/changes");
        var tabs = await OpenTabsAsync(opened.Page, ManyTabs);
        await Task.WhenAll(tabs.Select(tab => tab.EvaluateAsync(RecordStates)));
        for (var round = 0; round < StressMode.Rounds(1, 8); round++)
        {
            await Task.Delay(TimeSpan.FromSeconds(75), TestContext.Current.CancellationToken);
            await ShowAsync(tabs);
        }

        Assert.All(await Task.WhenAll(tabs.Select(tab => tab.EvaluateAsync<string[]>("() => window.states"))), Assert.Empty);
        dashboard.Errors.AssertNone();
    }

    [Fact]
    public async Task Tabs_without_shared_workers_share_one_stream_too_and_another_tab_takes_it_over()
    {
        // With a single place, a second stream would be rejected.
        await using var dashboard = await running.StartInProcessAsync(("Dashboard:MaxPages", "1"));
        await using var opened = await chromium.OpenAsync(dashboard.HttpAddress, "#/changes");
        await opened.Page.Context.AddInitScriptAsync("delete globalThis.SharedWorker");
        await opened.Page.ReloadAsync();
        Assert.True(await opened.Page.EvaluateAsync<bool>("() => typeof SharedWorker === 'undefined'"));
        await opened.IsAsync("live");
        var tabs = await OpenTabsAsync(opened.Page, 7);
        await ShowAsync(tabs);

        await opened.Page.CloseAsync();
        tabs.Remove(opened.Page);
        await ShowAsync(tabs);
        dashboard.Errors.AssertNone();
    }

    [Fact]
    public async Task A_page_that_can_share_nothing_has_its_own_stream()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/changes");
        await opened.Page.Context.AddInitScriptAsync("delete globalThis.SharedWorker; delete globalThis.BroadcastChannel");
        await opened.Page.ReloadAsync();
        await opened.IsAsync("live");
        await ShowAsync([opened.Page]);
        opened.AssertClean();
    }

    /// <summary>Opens the address of a tab in further tabs. Returns all tabs.</summary>
    static async Task<List<IPage>> OpenTabsAsync(IPage first, int count)
    {
        var tabs = new List<IPage> { first };
        while (tabs.Count < count)
        {
            var tab = await first.Context.NewPageAsync();
            await tab.GotoAsync(first.Url);
            await tab.WaitForFunctionAsync("() => document.documentElement.dataset.state === 'live'");
            tabs.Add(tab);
        }

        return tabs;
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
