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

    public static WatchRequest Watch(TimeSpan? progress = null, RecognitionsFilter? filter = null) =>
        new()
        {
            SnapshotFirst = true,
            Filter = filter?.Clone(),
            BookmarkInterval = progress is { } interval ? Duration.FromTimeSpan(interval) : null
        };
}
