using System.Collections.Concurrent;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Storage;

/// <summary>Finds the revision that was the newest at a time. Times never decrease along the log, so it is searched by halves.</summary>
sealed class RevisionTimeIndex(Replica replica, ChangeLog log, CheckpointStore checkpoints)
{
    const int MaxKnown = 1_024;

    // What was the newest at a time in the past stays so.
    readonly ConcurrentDictionary<(string StoreId, DateTimeOffset Time), long> known = new();

    /// <summary>0 if nothing was recorded by then; refuses with REVISION_COMPACTED if that is no longer kept.</summary>
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
