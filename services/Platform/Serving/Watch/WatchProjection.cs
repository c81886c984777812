using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Watch;

/// <summary>The log as one watcher sees it: the matching changes, and their kind relative to the filter.</summary>
sealed class WatchProjection(Schema schema, WatchQuery query, Replica replica, SnapshotHistory history, TimeProvider timeProvider)
{
    /// <summary>Whether the watcher's changes depend on previous versions of the resources.</summary>
    public bool RequiresPrevious => query is not { Matches: null, IncludePrevious: false };

    /// <summary>
    /// Adds the watcher's changes of a revision to a message. The first revision on another day also adds what begins or ceases to match
    /// because of the day. Returns false if there are none.
    /// </summary>
    public async ValueTask<bool> AddToAsync(WatchMessageBuilder message, RevisionEntry entry, CancellationToken cancellationToken)
    {
        var today = timeProvider.Today;
        return query.Day is { } applied && applied.Value != today
            ? AddTo(message, entry, await history.GetAsync(replica.Current, entry.Revision, cancellationToken), today)
            : AddTo(message, entry);
    }

    bool AddTo(WatchMessageBuilder message, RevisionEntry entry)
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

    /// <param name="then">The snapshot of the revision.</param>
    /// <param name="day">The day on which the filter is applied from this revision on.</param>
    bool AddTo(WatchMessageBuilder message, RevisionEntry entry, Snapshot then, DateOnly day)
    {
        var changes = entry.Changes.ToDictionary(change => change.After.Name);
        // Evaluated on the day before it changes, so not lazily.
        List<(ResourceVersion Record, bool Matched)> before =
            [.. then.OwnResources.Select(record => (record, Matched: BeforeOf(record) is { } previous && Matches(previous)))];
        query.Day!.Value = day;
        List<ReadOnlyMemory<byte>> seen = [];
        foreach (var (record, matched) in before)
        {
            var matches = Matches(record);
            if (changes.TryGetValue(record.Name, out var change) ? matches || matched : matches != matched)
            {
                seen.Add(change is null ? Encode(record, matches) : Encode(change, matches, matched));
            }
        }

        if (seen.Count > 0)
        {
            message.AddRevision(entry, seen);
        }

        return seen.Count > 0;

        ResourceVersion? BeforeOf(ResourceVersion record) =>
            changes.TryGetValue(record.Name, out var change) ? change.WithStoredPrevious(schema).Previous : record;
    }

    public bool Matches(ResourceVersion record) => query.Matches?.Invoke(record) ?? true;

    /// <summary>Encodes a resource that begins or ceases to match although it did not change.</summary>
    ReadOnlyMemory<byte> Encode(ResourceVersion record, bool matches) => new ResourceChange
    {
        Name = record.Name,
        Kind = matches ? ChangeKind.Added : ChangeKind.Removed,
        Resource = UnsafeByteOperations.UnsafeWrap(record.EncodedWrapper),
        Previous = query.IncludePrevious ? UnsafeByteOperations.UnsafeWrap(record.EncodedWrapper) : ByteString.Empty,
        PreviousRevision = record.Revision,
    }.ToByteArray();

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
