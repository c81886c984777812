using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Watch;

/// <summary>The log as one watcher sees it: the matching changes, and their kind relative to the filter.</summary>
sealed class WatchProjection(Schema schema, WatchQuery query)
{
    /// <summary>Whether the watcher's changes depend on previous versions of the resources.</summary>
    public bool RequiresPrevious => query is not { Matches: null, IncludePrevious: false };

    /// <summary>Adds the watcher's changes of a revision to a message. Returns false if there are none.</summary>
    public bool AddTo(WatchMessage message, RevisionEntry entry)
    {
        if (!RequiresPrevious)
        {
            message.AddRevision(entry);
            return true;
        }

        List<ReadOnlyMemory<byte>>? seen = null;
        foreach (var change in entry.Changes)
        {
            var before = change.WithStoredPrevious(schema).Previous;
            var matches = Matches(change.After);
            var matched = before is not null && Matches(before);
            if (matches || matched)
            {
                (seen ??= []).Add(Encode(change, matches, matched));
            }
        }

        if (seen is null)
        {
            return false;
        }

        message.AddRevision(entry, seen);
        return true;
    }

    public bool Matches(ResourceVersion record) => query.Matches?.Invoke(record) ?? true;

    ReadOnlyMemory<byte> Encode(RecordChange change, bool matches, bool matched)
    {
        var asKept = matches && matched == change.Previous is not null;
        if (asKept && !query.IncludePrevious)
        {
            return change.Encoded;
        }

        var seen = ResourceChange.Parser.ParseFrom(change.Encoded.Span);
        seen.Kind = matches ? matched ? ChangeKind.Modified : ChangeKind.Added : ChangeKind.Removed;
        if (!matches)
        {
            seen.Resource = UnsafeByteOperations.UnsafeWrap(change.Previous!.EncodedWrapper);
        }

        if (query.IncludePrevious && change.Previous is { } before)
        {
            seen.Previous = UnsafeByteOperations.UnsafeWrap(before.EncodedWrapper);
        }

        return seen.ToByteArray();
    }
}
