using System.Net;
using System.Text.RegularExpressions;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>The addresses that have a preview where they are posted.</summary>
[Collection(OneDashboard.Name)]
public sealed class ShareTests(RunningDashboard running)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_view_of_the_page_has_a_title_a_description_and_a_picture_of_its_own()
    {
        using var http = new HttpClient { BaseAddress = running.Address };
        var titles = new HashSet<string>();
        foreach (var view in ViewsOfThePage())
        {
            var html = await http.GetStringAsync($"/share/{view}", Cancelled);
            Assert.True(titles.Add(Content(html, "og:title")), $"{view} has the title of another view");
            Assert.NotEmpty(Content(html, "og:description"));
            Assert.Contains("<meta name=\"description\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
            using var picture = await http.GetAsync(Content(html, "og:image"), Cancelled);
            Assert.Equal("image/png", picture.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task A_preview_names_the_country_and_keeps_the_parameters_of_the_address()
    {
        using var http = new HttpClient { BaseAddress = running.Address };
        var html = await http.GetStringAsync("/share/countries/ES?as_of=2012-01-01&x=%22%3E%3Cscript%3E", Cancelled);
        Assert.Equal("Spain &#x2013; Kosovo and NATO", Content(html, "og:title"));
        Assert.Contains("url=/#/countries/ES?as_of=2012-01-01&amp;x=%22%3E%3Cscript%3E\"", html, StringComparison.Ordinal);
        Assert.Equal($"{running.Address}share/countries/ES?as_of=2012-01-01&amp;x=%22%3E%3Cscript%3E", Content(html, "og:url"));
        foreach (var path in (string[])["/share/countries/Spain", "/share/nowhere", "/share"])
        {
            using var unknown = await http.GetAsync(path, Cancelled);
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        }
    }

    static string Content(string html, string property) =>
        Regex.Match(html, $"<meta property=\"{property}\" content=\"(?<content>[^\"]*)\">").Groups["content"].Value;

    internal static IEnumerable<string> ViewsOfThePage()
    {
        var router = File.ReadAllText(RepositoryPaths.File("services", "Dashboard", "web", "src", "router.ts"));
        var list = Regex.Match(router, @"export const views = \[(?<views>[^\]]*)\]").Groups["views"].Value;
        return Regex.Matches(list, "\"(?<view>[a-z-]+)\"").Select(match => match.Groups["view"].Value);
    }
}
