using KosovoNato.Kernel.Errors;

namespace KosovoNato.Storage;

/// <summary>Rebuilds the snapshot of a revision: replays the log from the nearest earlier snapshot.</summary>
sealed class SnapshotRebuilder(Replica replica, ChangeLog log, CheckpointStore checkpoints, CheckpointIndex list, SnapshotCache past)
{
    const int ReadBytes = 1 << 20;

    // Reading a checkpoint takes about as long as replaying this many revisions.
    const int CheckpointReadCost = 5_000;

    public async Task<Snapshot> BuildAsync(Snapshot newest, long revision, CancellationToken cancellationToken)
    {
        var look = Checked(await log.ReadAsync(0, 0, cancellationToken), newest);
        if (revision < look.CompactedRevision)
        {
            throw WatchErrors.Compacted(look.CompactedRevision, look.Head);
        }

        var nearest = await NearestAsync(newest, look.CompactedRevision, revision, cancellationToken);
        return (await ReplayAsync(nearest, newest, revision, long.MaxValue, cancellationToken)).State;
    }

    /// <summary>
    /// Returns the nearest snapshot at or before a revision: cached, from a checkpoint, at the compacted revision, or empty.
    /// </summary>
    async Task<Snapshot> NearestAsync(Snapshot newest, long floor, long revision, CancellationToken cancellationToken)
    {
        var inMemory = past.NewestUpTo(newest.StoreId, revision);
        var empty = replica.EmptyState(newest.StoreId);
        var listed = await list.ReadAsync(cancellationToken);
        foreach (var candidate in listed.Reverse().Where(l => l.StoreId == newest.StoreId && l.Revision <= revision && l.Revision > floor))
        {
            if (inMemory is not null && candidate.Revision - inMemory.Revision < CheckpointReadCost)
            {
                return inMemory;
            }

            if (await list.LoadAsync(candidate, empty, newest, cancellationToken) is { } state)
            {
                return state;
            }
        }

        return inMemory ?? (floor == 0 ? empty : await checkpoints.LoadCompactedSnapshotAsync(empty, floor, cancellationToken));
    }

    /// <summary>Replays the log from a snapshot up to a revision, or until <paramref name="mostSteps"/> steps are taken.</summary>
    public async Task<(Snapshot State, long Steps)> ReplayAsync(
        Snapshot from, Snapshot newest, long revision, long mostSteps, CancellationToken cancellationToken)
    {
        if (from.Revision == revision)
        {
            return (from, 0);
        }

        var state = new Snapshot.Builder(from);
        var shared = SharedWith(newest);
        var size = new ChangeLog.AdaptiveReadSize(ReadBytes);
        var batch = new List<RevisionEntry>();
        var (at, fingerprint, recordedAt) = (from.Revision, from.Id.Fingerprint, from.RecordedAt);
        long steps = 0;
        Task<ChangeLog.LogPage<StoredRevision>>? ahead = null;
        while (at < revision && steps < mostSteps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            batch.Clear();
            var before = at;
            if (replica.TryReadTail(newest.StoreId, at, ReadBytes, withBefore: false, batch))
            {
                ahead = null;
                foreach (var entry in batch.TakeWhile(entry => entry.Revision <= revision && steps < mostSteps))
                {
                    foreach (var change in entry.Changes)
                    {
                        state.Put(shared(change.After));
                    }

                    entry.Learned?.Replay(state, shared);
                    (at, fingerprint, recordedAt) = (entry.Revision, entry.Fingerprint, entry.RecordedAt);
                    steps += entry.Weight;
                }
            }
            else
            {
                var look = Checked(await (ahead ?? ReadAsync(at)), newest);
                if (look.CompactedRevision > at)
                {
                    throw WatchErrors.Compacted(look.CompactedRevision, look.Head);
                }

                size.Observe(look.Entries);
                // Read ahead while this page is applied.
                ahead = look.Entries is [.., var last] && last.Revision < revision ? ReadAsync(last.Revision) : null;
                foreach (var step in look.Entries.TakeWhile(_ => steps < mostSteps))
                {
                    steps += step.ApplyTo(newest.Schema, state, shared);
                    (at, fingerprint, recordedAt) = (step.Revision, step.Fingerprint, step.RecordedAt);
                }
            }

            if (at == before)
            {
                throw ApiException.StoreUnavailable();
            }
        }

        return (state.Build(at, fingerprint, recordedAt), steps);

        Task<ChangeLog.LogPage<StoredRevision>> ReadAsync(long after) =>
            log.ReadStoredAsync(after, (int)Math.Min(size.Count, revision - after), cancellationToken);
    }

    /// <summary>
    /// Shares the versions of the newest snapshot where they are the same. The others are superseded, so their decoded messages are not
    /// kept.
    /// </summary>
    static Func<ResourceVersion, ResourceVersion> SharedWith(Snapshot newest) => record =>
    {
        var own = newest.Find(record.Type, record.Name);
        if (own is not null && own.IsSameAs(record))
        {
            return own;
        }

        record.MarkSuperseded();
        return record;
    };

    ChangeLog.LogPage<T> Checked<T>(ChangeLog.LogPage<T> look, Snapshot newest)
    {
        if (look.StoreId == newest.StoreId)
        {
            return look;
        }

        replica.RequestRefresh();
        throw WatchErrors.DatasetChanged(newest.Schema.Service);
    }
}
