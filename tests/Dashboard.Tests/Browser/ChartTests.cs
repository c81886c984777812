using System.Xml.Linq;
using KosovoNato.Recognitions.V1;
using Microsoft.Playwright;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>The charts, their tables and their files.</summary>
[Collection(OneDashboard.Name)]
public sealed class ChartTests(RunningDashboard running, Chromium chromium)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_step_of_a_line_is_what_the_service_counts_on_that_day()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/charts");
        await opened.SettledAsync();
        var rules = await RowsAsync(opened.Page);
        Assert.Equal(["ever", "mfa", "serbia", "strict"], rules.Select(row => row[1]).Distinct().Order());
        Assert.Contains(rules, row => row[1] == "strict" && row[7].Length > 0);
        await AssertCountedAsync(rules, (row, request) => request.CountingRule = $"countingRules/{row[1]}");

        await opened.GoAsync("#/charts?chart=nato");
        var nato = await RowsAsync(opened.Page);
        Assert.Contains(nato, row => row is ["nato", "members", _, _, "2024-03-07", "32", "SE", ..]);
        await AssertCountedAsync(
            nato.Where(row => row[1] == "recognizers"), (_, request) => request.Organization = "organizations/nato");
        opened.AssertClean();
    }

    [Fact]
    public async Task A_chart_is_saved_as_a_table_and_as_a_picture()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/charts?chart=defence-budget");
        await opened.SettledAsync();
        var page = opened.Page;
        var csv = await File.ReadAllTextAsync(await SaveAsync(page, "CSV"), Cancelled);
        Assert.Contains("competing claim", csv, StringComparison.Ordinal);
        Assert.Contains("\"value\": 208", await File.ReadAllTextAsync(await SaveAsync(page, "JSON"), Cancelled), StringComparison.Ordinal);
        var svg = XDocument.Load(await SaveAsync(page, "SVG"));
        Assert.Equal("Defence budget of Kosovo", svg.Root!.Elements().First(one => one.Name.LocalName == "title").Value);
        var points = svg.Descendants().Where(one => one.Name.LocalName == "circle").ToList();
        Assert.Equal(9, points.Count);
        Assert.All(points, one => Assert.StartsWith("rgb", one.Attribute("fill")?.Value, StringComparison.Ordinal));
        var png = await File.ReadAllBytesAsync(await SaveAsync(page, "PNG"), Cancelled);
        Assert.Equal("PNG"u8, png.AsSpan(1, 3));
        Assert.True(png.Length > 5_000, $"The picture has {png.Length} bytes.");

        // The table has the same values, and the control reads them.
        await page.GetByText("Table", new() { Exact = true }).ClickAsync();
        var table = page.GetByRole(AriaRole.Region, new() { Name = "Table of the chart “Defence budget of Kosovo”" });
        await table.GetByText("208").WaitForAsync();
        await page.GetByRole(AriaRole.Slider, new() { Name = "Day on the chart" }).FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Locator(".reading").GetByText("2021 67").WaitForAsync();
        opened.AssertClean();
    }

    [Fact]
    public async Task Values_that_follow_from_other_facts_are_drawn_from_them()
    {
        await using var opened = await chromium.OpenAsync(running.Address, "#/indicators");
        await opened.SettledAsync();
        var card = opened.Page.Locator("figure.chart", new() { HasText = "Members of NATO" });
        await card.GetByText("It changes on 11 days.").WaitForAsync();
        await card.GetByRole(AriaRole.Link, new() { Name = "Chart, table and files: Members of NATO" }).ClickAsync();
        await opened.Page.GetByRole(AriaRole.Slider, new() { Name = "Day on the chart" }).FocusAsync();
        await opened.Page.Keyboard.PressAsync("ArrowLeft");
        await opened.Page.Locator(".reading").GetByText("New: Finland").WaitForAsync();
        opened.AssertClean();
    }

    async Task AssertCountedAsync(IEnumerable<string[]> rows, Action<string[], CountRecognitionsRequest> ask)
    {
        var checkedRows = 0;
        foreach (var row in rows)
        {
            var request = new CountRecognitionsRequest { AsOf = row[4] };
            ask(row, request);
            var count = await running.Services.RecognitionRpc.CountRecognitionsAsync(request, cancellationToken: Cancelled);
            Assert.True($"{count.RecognizingCount}" == row[5], $"{string.Join(',', row)}: the service counts {count.RecognizingCount}.");
            checkedRows++;
        }

        Assert.True(checkedRows > 10, $"{checkedRows} rows.");
    }

    /// <summary>The rows of a chart's CSV. No cell of these charts has a comma.</summary>
    static async Task<List<string[]>> RowsAsync(IPage page) =>
        [.. (await File.ReadAllLinesAsync(await SaveAsync(page, "CSV"), Cancelled)).Skip(1).Select(line => line.Split(','))];

    static async Task<string> SaveAsync(IPage page, string kind)
    {
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = kind, Exact = true }).ClickAsync());
        Assert.EndsWith($".{kind.ToLowerInvariant()}", download.SuggestedFilename, StringComparison.Ordinal);
        return await download.PathAsync();
    }
}
