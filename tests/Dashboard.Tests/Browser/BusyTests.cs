using KosovoNato.EndToEnd.Tests;
using KosovoNato.Testing;
using Microsoft.Playwright;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>The page under a load of 10,000 changes per minute.</summary>
[Collection(OneDashboard.Name)]
public sealed class BusyTests(RunningDashboard running, Chromium chromium, ITestOutputHelper output)
{
    const int EverySecond = 170;
    const int MaxRows = 500;
    const double MaxGrowth = 24e6;
    const double MaxTask = 200;

    const string Watch = """
        () => {
          window.longest = 0;
          new PerformanceObserver(list => list.getEntries().forEach(task => { window.longest = Math.max(window.longest, task.duration); }))
            .observe({ type: 'longtask' });
        }
        """;

    static readonly int Seconds = StressMode.Rounds(3, 5, 300);

    readonly string[] sources = [.. Enumerable.Range(0, 10).Select(_ => TestRequests.NewId())];

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Views => StressMode.IsOn ? ["#/changes", "#/"] : ["#/changes"];

    [Theory]
    [MemberData(nameof(Views))]
    public async Task The_page_keeps_up_in_order_and_uses_no_more_memory_than_before(string view)
    {
        await using var opened = await chromium.OpenAsync(running.Address, view);
        await opened.SettledAsync();
        foreach (var source in sources)
        {
            await running.Services.RecognitionRpc.RegisterSourceAsync(TestRequests.Register(source));
        }

        // Fill the feed to the maximum, so that from here on the page drops one row for each new one.
        await CorrectAsync(MaxRows + (2 * sources.Length));
        await SeenAsync(opened);
        var before = await HeapAsync(opened.Page);
        await opened.Page.EvaluateAsync(Watch);

        for (var second = 0; second < Seconds; second++)
        {
            await Task.WhenAll(CorrectAsync(EverySecond), Task.Delay(TimeSpan.FromSeconds(1), Cancelled));
        }

        await SeenAsync(opened);
        var grown = await HeapAsync(opened.Page) - before;
        var longest = await opened.Page.EvaluateAsync<double>("() => window.longest");
        output.WriteLine($"{view}: {Seconds * EverySecond} changes, heap {grown / 1e6:+0.0;-0.0} MB of {before / 1e6:0.0}, longest task "
            + $"{longest:0} ms");
        Assert.True(grown < MaxGrowth, $"The heap grew by {grown / 1e6:0.0} MB.");
        Assert.True(!StressMode.IsOn || longest < MaxTask, $"A task took {longest:0} ms.");
        var revisions = (await opened.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('ol.feed:not(.earlier) .when .soft')].map(one => one.textContent)"))
            .Where(text => text.StartsWith("Recognitions, ", StringComparison.Ordinal)).Select(text => long.Parse(text.Split(' ')[^1]))
                .ToList();
        Assert.InRange(revisions.Count, 1, MaxRows);
        Assert.Equal(revisions.Distinct().OrderDescending(), revisions);
        opened.AssertClean();
    }

    /// <summary>Makes this number of corrections with several concurrent writers, each with its own source.</summary>
    Task CorrectAsync(int changes) => Task.WhenAll(sources.Select(async source =>
    {
        for (var i = 0; i < changes / sources.Length; i++)
        {
            await running.Services.RecognitionRpc.CorrectSourceAsync(TestRequests.Correct(source, $"A title {Guid.NewGuid()}"));
        }
    }));

    /// <summary>Waits until the page has received every write.</summary>
    async Task SeenAsync(OpenPage opened)
    {
        var newest = (await running.Services.RecognitionRpc.ListSourcesAsync(new() { PageSize = 1 })).Revision.Number;
        await opened.Page.WaitForFunctionAsync(
            "newest => Number(document.querySelector('.status tbody td.num').textContent) >= newest", newest, new() { Timeout = 60_000 });
    }

    static async Task<double> HeapAsync(IPage page)
    {
        var debugger = await page.Context.NewCDPSessionAsync(page);
        await debugger.SendAsync("HeapProfiler.collectGarbage");
        var usage = await debugger.SendAsync("Runtime.getHeapUsage");
        await debugger.DetachAsync();
        return usage!.Value.GetProperty("usedSize").GetDouble();
    }
}
