using System.Text.Json;
using System.Text.RegularExpressions;

namespace KosovoNato.Platform.Tests.Telemetry.Dashboards;

/// <summary>The Grafana dashboards: their form, and that they show one installation at a time.</summary>
public sealed class DashboardTests
{
    [Fact]
    public void Dashboards_keep_their_UID() => Assert.Equal(
        ["changes.json kosovonato-changes", "overview.json kosovonato-overview", "store.json kosovonato-store"],
        Dashboard.All.Select(dashboard => $"{dashboard.File} {dashboard.Uid}"));

    [Fact]
    public void Every_panel_has_a_title_a_unit_and_a_description()
    {
        foreach (var panel in Dashboard.All.SelectMany(dashboard => dashboard.Panels))
        {
            Assert.NotEqual("", panel.GetProperty("title").GetString());
            Assert.NotEqual("", panel.GetProperty("description").GetString());
            Assert.NotEqual("", panel.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("unit").GetString());
            Assert.Equal("${datasource}", panel.GetProperty("datasource").GetProperty("uid").GetString());
        }
    }

    [Fact]
    public void Every_panel_shows_the_selected_installation()
    {
        foreach (var expression in Dashboard.All.SelectMany(dashboard => dashboard.Expressions))
        {
            var selectors = Regex.Count(expression, "{");
            Assert.NotEqual(0, selectors);
            Assert.Equal(selectors, Regex.Count(expression, Regex.Escape("{namespace=\"$namespace\"")));
        }
    }

    [Fact]
    public void Panels_do_not_overlap_and_have_unique_IDs()
    {
        foreach (var dashboard in Dashboard.All)
        {
            var panels = dashboard.Panels.ToList();
            Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
            var fields = panels.SelectMany(Fields).ToList();
            Assert.Equal(fields.Count, fields.Distinct().Count());
            Assert.All(fields, field => Assert.InRange(field.X, 0, 23));
        }
    }

    static IEnumerable<(int X, int Y)> Fields(JsonElement panel)
    {
        var at = panel.GetProperty("gridPos");
        int Number(string name) => at.GetProperty(name).GetInt32();
        return from x in Enumerable.Range(Number("x"), Number("w")) from y in Enumerable.Range(Number("y"), Number("h")) select (x, y);
    }
}
