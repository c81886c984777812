using System.Collections.Concurrent;
using KosovoNato.Platform.Changes;

namespace KosovoNato.Platform.Store;

/// <summary>Finds the revision that was the newest at a time. Times never decrease along the log, so it is searched by halves.</summary>
sealed class RevisionTimes(Replica replica, ChangeLog log, Checkpoints checkpoints)
{
    const int MostKnown = 1_024;

    // What was the newest at a time in the past stays so.
    readonly ConcurrentDictionary<(string StoreId, DateTimeOffset Time), long> known = new();

    /// <summary>0 if nothing was recorded by then; refuses with REVISION_COMPACTED if that is no longer kept.</summary>
    public async Task<long> NewestAtAsync(DateTimeOffset time, Snapshot newest, CancellationToken cancel)
    {
        if (newest.RecordedAt <= time)
        {
            return newest.Revision;
        }

        if (known.TryGetValue((newest.StoreId, time), out var found))
        {
            return found;
        }

        found = await SearchAsync(time, newest, cancel);
        if (known.Count >= MostKnown)
        {
            known.Clear();
        }

        known[(newest.StoreId, time)] = found;
        return found;
    }

    async Task<long> SearchAsync(DateTimeOffset time, Snapshot newest, CancellationToken cancel)
    {
        var look = await log.ReadAsync(0, 0, cancel);
        var (low, high) = (look.Floor, newest.Revision - 1);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            (low, high) = await RecordedAtAsync(middle, newest, cancel) <= time ? (middle, high) : (low, middle - 1);
        }

        if (low == look.Floor && low > 0 && !(await checkpoints.FloorRecordedAtAsync(low, cancel) <= time))
        {
            throw WatchRefusals.Compacted(look.Floor, newest.Revision);
        }

        return low;
    }

    async Task<DateTimeOffset> RecordedAtAsync(long revision, Snapshot newest, CancellationToken cancel)
    {
        if (replica.FindInTail(revision) is { } kept)
        {
            return kept.RecordedAt;
        }

        var look = await log.ReadAsync(revision - 1, 1, cancel);
        if (look.StoreId != newest.StoreId)
        {
            replica.LookNow();
            throw WatchRefusals.DatasetChanged(newest.Schema.Service);
        }

        return look.Entries.Count == 1 ? look.Entries[0].RecordedAt : throw WatchRefusals.Compacted(look.Floor, look.Head);
    }
}
