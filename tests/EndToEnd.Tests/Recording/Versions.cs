using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing.Histories;

namespace KosovoNato.EndToEnd.Tests.Recording;

/// <summary>Converts messages of the contract for the checker.</summary>
static class Versions
{
    /// <summary>Of the sources only datasets, and all resources that are not sources.</summary>
    public static readonly WatchFilter Datasets =
        new("datasets", version => ResourceOf(version).Source is null or { Kind: SourceKind.Dataset });

    public static readonly WatchFilter Pages =
        new("pages", version => ResourceOf(version).Source is { Kind: SourceKind.Page });

    public static ObservedVersion Of(RecognitionsResource resource)
    {
        var field = RecognitionsResource.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(resource);
        var inner = (IResource)field.Accessor.GetValue(resource);
        return new(inner.Name, inner.Etag, Convert.ToBase64String(resource.ToByteArray()));
    }

    public static WatchStep.Received Of(WatchResponse message) => new()
    {
        Revisions = [.. message.Revisions.Select(revision => new ObservedRevision(revision.Revision, [.. revision.Changes.Select(Of)]))],
        Snapshot = [.. message.Snapshot.Select(Of)],
        SnapshotEnd = message.SnapshotEnd is { } end ? new(end.Revision, end.Count) : null,
        Progress = message.Bookmark?.Revision,
        Token = message.ResumeToken,
    };

    static ObservedChange Of(RecognitionsResourceChange change) => new(
        change.Kind switch
        {
            ChangeKind.Added => ObservedKind.Added,
            ChangeKind.Modified => ObservedKind.Modified,
            ChangeKind.Removed => ObservedKind.Removed,
            _ => throw new InvalidDataException($"{change.Name} has kind {change.Kind}."),
        },
        Of(change.Resource));

    static RecognitionsResource ResourceOf(ObservedVersion version) =>
        RecognitionsResource.Parser.ParseFrom(Convert.FromBase64String(version.Content));
}
