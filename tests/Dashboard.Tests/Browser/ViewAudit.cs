using System.Text.Json;
using KosovoNato.Testing;
using Microsoft.Playwright;

namespace KosovoNato.Dashboard.Tests.Browser;

/// <summary>Checks views for accessibility and for a horizontal overflow, and takes a screenshot of each.</summary>
static class ViewAudit
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static BrowserNewContextOptions OptionsFor(int width, ColorScheme scheme) => new()
    {
        ViewportSize = new() { Width = width, Height = 844 },
        ColorScheme = scheme,
        ReducedMotion = ReducedMotion.Reduce,
    };

    public static async Task AssertFitsAsync(OpenPage opened, string screenshots, IEnumerable<string> views)
    {
        var axe = await File.ReadAllTextAsync(
            RepositoryPaths.File("tests", "Dashboard.Tests", "Node", "node_modules", "axe-core", "axe.min.js"), Cancelled);
        var folder = Directory.CreateDirectory(RepositoryPaths.File(".artifacts", "screenshots"));
        var faults = new List<string>();
        foreach (var view in views)
        {
            await opened.GoAsync(view);
            // Evaluated by the debugger, because the page's policy blocks foreign scripts.
            await opened.Page.EvaluateAsync(axe);
            var found = await opened.Page.EvaluateAsync<JsonElement>(
                "async () => (await axe.run()).violations.map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, "
                + "160)).join(' | ')}`)");
            faults.AddRange(found.EnumerateArray().Select(one => $"{view}: {one.GetString()}"));
            var wide = await opened.Page.EvaluateAsync<int>(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (wide > 0)
            {
                faults.Add($"{view}: {wide} pixels too wide");
            }

            var name = view == "#/" ? "overview" : string.Concat(view.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
            await opened.Page.ScreenshotAsync(
                new() { Path = Path.Combine(folder.FullName, $"{screenshots}-{name}.png".ToLowerInvariant()) });
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        opened.AssertClean();
    }
}
