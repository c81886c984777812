using Google.Protobuf.WellKnownTypes;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>Requests for sources, the simplest resource.</summary>
static class TestRequests
{
    public static readonly RecognitionsFilter OnlyDatasets = new() { Sources = new() { Kinds = { SourceKind.Dataset } } };

    public static string NewId() => Guid.NewGuid().ToString();

    public static Source Source(string id, string title = "A title", SourceKind kind = SourceKind.Page) =>
        new() { Name = $"sources/{id}", Title = title, Kind = kind };

    public static RegisterSourceRequest Register(string id, string title = "A title", SourceKind kind = SourceKind.Page) =>
        new() { Source = Source(id, title, kind), RequestId = NewId() };

    public static CorrectSourceRequest Correct(string id, string title, SourceKind kind = SourceKind.Page, string etag = "") => new()
    {
        Source = Source(id, title, kind),
        UpdateMask = new FieldMask { Paths = { "title", "kind" } },
        RequestId = NewId(),
        Etag = etag,
    };

    public static CorrectStateRequest CorrectState(string code, string displayName) => new()
    {
        State = new() { Name = $"states/{code}", DisplayName = displayName },
        UpdateMask = new FieldMask { Paths = { "display_name" } },
        RequestId = NewId(),
    };

    public static RegisterStateRequest State(string code) => new()
    {
        State = new() { Name = $"states/{code}", Alpha3 = $"{code}X", DisplayName = code, CodeStatus = CodeStatus.Official },
        RequestId = NewId(),
    };

    /// <summary>An act by which a state recognizes Kosovo. It cites the registered source "a".</summary>
    public static RecordActRequest Grant(string code, string date) => new()
    {
        Recognizer = code,
        Subject = "XK",
        Act = new() { Kind = ActKind.Granted, Date = date, Rank = Evidence.V1.ClaimRank.Preferred, Evidence = Cited() },
        RequestId = NewId(),
    };

    static Evidence.V1.Evidence Cited() => new()
    {
        Citations = { new Evidence.V1.Citation { Source = "sources/a" } },
        Confidence = Evidence.V1.Confidence.Verified,
    };

    public static WatchRequest Watch(TimeSpan? progress = null, RecognitionsFilter? filter = null) =>
        new()
        {
            SnapshotFirst = true,
            Filter = filter?.Clone(),
            BookmarkInterval = progress is { } interval ? Duration.FromTimeSpan(interval) : null
        };
}
