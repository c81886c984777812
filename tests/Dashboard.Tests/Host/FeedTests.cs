using System.Net;
using System.Net.Http.Headers;
using System.ServiceModel.Syndication;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using KosovoNato.EndToEnd.Tests;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>The feeds of changes, as feed readers use them.</summary>
[Collection(OneDashboard.Name)]
public sealed class FeedTests(RunningDashboard running, SharedStores stores)
{
    static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_feed_has_what_the_Atom_specification_requires()
    {
        await using var dashboard = await running.StartInProcessAsync();
        var source = await WriteAsync("A note with <b>, & and \"quotes\"");
        var text = await dashboard.Http.GetStringAsync("/feed.atom?limit=500", Cancelled);
        var root = XDocument.Parse(text).Root!;
        Assert.Equal(Atom + "feed", root.Name);
        foreach (var part in root.Elements(Atom + "entry").Prepend(root))
        {
            Assert.True(Uri.TryCreate(part.Element(Atom + "id")?.Value, UriKind.Absolute, out _));
            Assert.NotEmpty(part.Element(Atom + "title")!.Value);
            Assert.True(DateTimeOffset.TryParse(part.Element(Atom + "updated")?.Value, null, out _));
            Assert.NotEmpty(part.Element(Atom + "author")!.Element(Atom + "name")!.Value);
            Assert.Single(part.Elements(Atom + "link"), link => (string?)link.Attribute("rel") is null or "alternate");
        }

        Assert.Equal($"{dashboard.HttpAddress}feed.atom?limit=500", SelfOf(root));
        using var xml = XmlReader.Create(new StringReader(text));
        var feed = SyndicationFeed.Load(xml);
        var entries = feed.Items.ToList();
        Assert.Equal(entries.Count, entries.DistinctBy(entry => entry.Id).Count());
        Assert.Equal(feed.LastUpdatedTime, entries[0].LastUpdatedTime);
        Assert.Equal(entries.OrderByDescending(entry => entry.LastUpdatedTime), entries);
        var entry = entries.Single(
            one => one.Links.Any(link => link.Uri.OriginalString.EndsWith($"#/changes?fact=sources/{source}", StringComparison.Ordinal)));
        Assert.Equal("A note with <b>, & and \"quotes\": source registered", entry.Title.Text);
        Assert.Contains("recognitions", entry.Categories.Select(category => category.Name));
        dashboard.Errors.AssertNone();
    }

    [Fact]
    public async Task Every_dashboard_has_the_same_entries_as_Atom_and_as_JSON()
    {
        await using var one = await running.StartInProcessAsync();
        await using var other = await running.StartInProcessAsync(("Dashboard:PublicAddress", "https://kosovonato.example"));
        await WriteAsync("A note");
        var atom = XDocument.Parse(await one.Http.GetStringAsync("/feed.atom", Cancelled)).Root!;
        using var answer = await other.Http.GetAsync("/feed.json", Cancelled);
        Assert.Equal("application/feed+json", answer.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
        var feed = json.RootElement;
        Assert.Equal("https://jsonfeed.org/version/1.1", feed.GetProperty("version").GetString());
        Assert.Equal("https://kosovonato.example/feed.json", feed.GetProperty("feed_url").GetString());
        var items = feed.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            atom.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value),
            items.Select(item => item.GetProperty("id").GetString()));
        Assert.All(items, item =>
        {
            Assert.StartsWith("https://kosovonato.example/#/changes?fact=", item.GetProperty("url").GetString(), StringComparison.Ordinal);
            Assert.NotEmpty(item.GetProperty("content_text").GetString()!);
            Assert.True(item.GetProperty("date_published").TryGetDateTimeOffset(out _));
        });
    }

    [Fact]
    public async Task A_feed_that_has_not_changed_is_not_sent_again()
    {
        await using var dashboard = await running.StartInProcessAsync();
        using var first = await dashboard.Http.GetAsync("/feed.atom?kind=source", Cancelled);
        Assert.True(first.Headers.CacheControl?.Public);
        Assert.NotNull(first.Content.Headers.LastModified);
        Assert.Equal(
            HttpStatusCode.NotModified, await StatusAsync(dashboard, headers => headers.IfNoneMatch.Add(first.Headers.ETag!)));
        Assert.Equal(
            HttpStatusCode.NotModified,
            await StatusAsync(dashboard, headers => headers.IfModifiedSince = first.Content.Headers.LastModified));
        using var head = await dashboard.Http.SendAsync(new(HttpMethod.Head, "/feed.atom?kind=source"), Cancelled);
        Assert.Equal(first.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancelled));

        await WriteAsync("Another note");
        await Eventually.True(
            async () => await StatusAsync(dashboard, headers => headers.IfNoneMatch.Add(first.Headers.ETag!)) == HttpStatusCode.OK, 20,
            "the feed has the note");
    }

    [Fact]
    public async Task A_filter_selects_the_changes_that_mention_a_state_an_organization_or_a_track()
    {
        // Services of its own, because other tests write more revisions than a feed looks back.
        await using var seeded = new RunningDashboard(stores);
        await seeded.InitializeAsync();
        await using var dashboard = await seeded.StartInProcessAsync();
        foreach (var (query, mark) in ((string, Func<string, bool>)[])
            [("state=ES", id => id.Contains("ES", StringComparison.Ordinal) || !id.Contains("/recognitions/", StringComparison.Ordinal)),
                ("kind=recognition", id => id.Contains("/recognitions/", StringComparison.Ordinal)),
                ("kind=recognition&state=AL&state=ES", id => id[^5..] is "AL-XK" or "ES-XK"),
                ("organization=nato&kind=membership", id => id.Contains("organizations/nato/memberships/", StringComparison.Ordinal)),
                ("organization=organizations/nato&kind=question", id => id.Contains("/questions/", StringComparison.Ordinal)),
                ("service=milestones", id => id.Contains(":milestones/", StringComparison.Ordinal))])
        {
            var feed = XDocument.Parse(await dashboard.Http.GetStringAsync($"/feed.atom?limit=500&{query}", Cancelled)).Root!;
            var ids = feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value).ToList();
            Assert.True(ids.Count > 0, query);
            Assert.All(ids, id => Assert.True(mark(id), $"{query} has {id}"));
        }
    }

    [Theory]
    [InlineData("states=ES", "states: is not a parameter")]
    [InlineData("state=Spain", "state: must be an ISO 3166-1 alpha-2 code")]
    [InlineData("state=QQ", "state: states/QQ is not recorded")]
    [InlineData("organization=nowhere", "organization: organizations/nowhere is not recorded")]
    [InlineData("track=nowhere", "track: tracks/nowhere is not recorded")]
    [InlineData("recommendation=nowhere", "recommendation: recommendations/nowhere is not recorded")]
    [InlineData("kind=act", "kind: must be one of state, organization")]
    [InlineData("limit=501", "limit: must be a number from 1 to 500")]
    public async Task An_unknown_parameter_or_value_is_rejected_with_its_name(string query, string message)
    {
        using var answer = await new HttpClient().GetAsync(new Uri(running.Address, $"/feed.json?{query}"), Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("INVALID_REQUEST", body, StringComparison.Ordinal);
        Assert.Contains(message, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_would_be_incomplete_is_unavailable_and_names_the_service()
    {
        await using var dashboard = await InProcessDashboard.StartAsync();
        using var answer = await dashboard.Http.GetAsync("/feed.atom", Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        var body = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("The recognitions service is unavailable", body, StringComparison.Ordinal);
    }

    static string? SelfOf(XElement feed) =>
        (string?)feed.Elements(Atom + "link").Single(link => (string?)link.Attribute("rel") == "self").Attribute("href");

    static async Task<HttpStatusCode> StatusAsync(InProcessDashboard dashboard, Action<HttpRequestHeaders> add)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/feed.atom?kind=source");
        add(request.Headers);
        using var answer = await dashboard.Http.SendAsync(request, Cancelled);
        return answer.StatusCode;
    }

    /// <summary>Registers a source, and returns its ID.</summary>
    async Task<string> WriteAsync(string title)
    {
        var source = TestRequests.NewId();
        await running.Services.RecognitionRpc.RegisterSourceAsync(TestRequests.Register(source, title));
        return source;
    }
}
