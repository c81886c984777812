using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace KosovoNato.Dashboard.Syndication;

/// <summary>A feed, which can be written as Atom (RFC 4287) or as JSON Feed 1.1.</summary>
/// <param name="Id">The permanent ID of the feed. It does not depend on the address under which a reader finds the feed.</param>
/// <param name="Origin">The origin of the page, for links into it.</param>
/// <param name="Self">The address of this feed.</param>
/// <param name="Updated">When the newest entry was recorded.</param>
sealed record FeedDocument(
    string Id, string Title, string Origin, string Self, DateTimeOffset Updated, IReadOnlyList<RecentChange> Changes)
{
    const string Author = "Kosovo and NATO";
    const string Description =
        "Changes of the records about Kosovo's path to NATO: recognitions, decisions, milestones and recommendations.";

    // The authority of all IDs. It must never change: readers would show every entry again.
    const string Authority = "tag:kosovonato,2026:";

    static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static string IdOf(string path) => Authority + path;

    public byte[] ToAtom()
    {
        var feed = new SyndicationFeed(Clean(Title), Description, new Uri($"{Origin}/#/changes"), Id, Updated)
        {
            Language = "en",
            Items = Changes.Select(AtomEntry).ToArray(),
        };
        feed.Authors.Add(new() { Name = Author });
        feed.Links.Add(SyndicationLink.CreateSelfLink(new(Self), "application/atom+xml"));
        using var memory = new MemoryStream();
        using (var xml = XmlWriter.Create(memory, new() { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            feed.SaveAsAtom10(xml);
        }

        return memory.ToArray();
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Version = "https://jsonfeed.org/version/1.1",
            Title,
            HomePageUrl = $"{Origin}/#/changes",
            FeedUrl = Self,
            Description,
            Language = "en",
            Authors = new[] { new { Name = Author } },
            Items = Changes.Select(one => new
            {
                Id = IdOf(one.Id),
                Url = LinkTo(one),
                one.Title,
                ContentText = one.Summary,
                DatePublished = one.RecordedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                Authors = one.Actor.Length > 0 ? new[] { new { Name = one.Actor } } : null,
                Tags = TagsOf(one),
            }),
        },
        Json);

    SyndicationItem AtomEntry(RecentChange change)
    {
        var entry = new SyndicationItem
        {
            Id = IdOf(change.Id),
            Title = Plain(change.Title),
            LastUpdatedTime = change.RecordedAt,
            PublishDate = change.RecordedAt,
            Summary = Plain(change.Summary),
        };
        entry.Links.Add(SyndicationLink.CreateAlternateLink(new(LinkTo(change))));
        entry.Authors.Add(new() { Name = change.Actor.Length > 0 ? Clean(change.Actor) : Author });
        foreach (var tag in TagsOf(change))
        {
            entry.Categories.Add(new(tag));
        }

        return entry;
    }

    string LinkTo(RecentChange change) => $"{Origin}/#/changes?fact={Uri.EscapeDataString(change.Resource).Replace("%2F", "/")}";

    static string[] TagsOf(RecentChange change) => [change.Event.Service, change.Kind, .. change.Events];

    static TextSyndicationContent Plain(string text) => new(Clean(text));

    /// <summary>Replaces the characters that XML cannot have, even escaped.</summary>
    static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(
        rune => rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD"));
}
