using System.Collections.Concurrent;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Storage;

/// <summary>Finds the head revision at a time, with a binary search: times never decrease along the log.</summary>
sealed class RevisionTimeIndex(Replica replica, ChangeLog log, CheckpointStore checkpoints)
{
    const int MaxKnown = 1_024;

    // The head revision at a time in the past never changes.
    readonly ConcurrentDictionary<(string StoreId, DateTimeOffset Time), long> known = new();

    /// <summary>
    /// Returns the head revision at a time; 0 if nothing was recorded by then. Throws REVISION_COMPACTED if the revision is gone.
    /// </summary>
    public async Task<long> NewestAtAsync(DateTimeOffset time, Snapshot newest, CancellationToken cancellationToken)
    {
        if (newest.RecordedAt <= time)
        {
            return newest.Revision;
        }

        if (known.TryGetValue((newest.StoreId, time), out var found))
        {
            return found;
        }

        found = await SearchAsync(time, newest, cancellationToken);
        if (known.Count >= MaxKnown)
        {
            known.Clear();
        }

        known[(newest.StoreId, time)] = found;
        return found;
    }

    async Task<long> SearchAsync(DateTimeOffset time, Snapshot newest, CancellationToken cancellationToken)
    {
        var look = await log.ReadAsync(0, 0, cancellationToken);
        var (low, high) = (look.CompactedRevision, newest.Revision - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            (low, high) = await RecordedAtAsync(middle, newest, cancellationToken) <= time ? (middle, high) : (low, middle - 1);
        }

        if (low == look.CompactedRevision && low > 0 && !(await checkpoints.FloorRecordedAtAsync(low, cancellationToken) <= time))
        {
            throw WatchErrors.Compacted(look.CompactedRevision, newest.Revision);
        }

        return low;
    }

    async Task<DateTimeOffset> RecordedAtAsync(long revision, Snapshot newest, CancellationToken cancellationToken)
    {
        if (replica.FindInTail(revision) is { } kept)
        {
            return kept.RecordedAt;
        }

        var look = await log.ReadAsync(revision - 1, 1, cancellationToken);
        if (look.StoreId != newest.StoreId)
        {
            replica.RequestRefresh();
            throw WatchErrors.DatasetChanged(newest.Schema.Service);
        }

        return look.Entries.Count == 1 ? look.Entries[0].RecordedAt : throw WatchErrors.Compacted(look.CompactedRevision, look.Head);
    }
}
