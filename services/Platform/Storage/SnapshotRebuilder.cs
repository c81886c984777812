using KosovoNato.Kernel.Errors;

namespace KosovoNato.Storage;

/// <summary>
/// Rebuilds the snapshot of a revision: replays the log from the nearest earlier snapshot, or reverts the newest one if that is nearer.
/// </summary>
sealed class SnapshotRebuilder(Replica replica, ChangeLog log, CheckpointStore checkpoints, CheckpointIndex list, SnapshotCache past)
{
    const int TailReadBytes = 1 << 20;

    // Reading a checkpoint takes about as long as replaying this many revisions.
    const int CheckpointReadCost = 5_000;

    // Limits the number of changes to revert, because a revision can have many.
    const int MaxCheckpointsToRevert = 1;

    public async Task<Snapshot> BuildAsync(Snapshot newest, long revision, CancellationToken cancellationToken)
    {
        var pages = new LogPages(log, replica, newest);
        var look = await pages.ReadBoundsAsync(cancellationToken);
        if (revision < look.CompactedRevision)
        {
            throw WatchErrors.Compacted(look.CompactedRevision, look.Head);
        }

        List<CheckpointIndex.Entry> listed = [
            .. (await list.ReadAsync(cancellationToken)).Where(l => l.StoreId == newest.StoreId && l.Revision > look.CompactedRevision)];
        List<CheckpointIndex.Entry> earlier = [.. listed.Where(l => l.Revision <= revision)];
        // The revisions after a snapshot from before the compacted revision are gone.
        var inMemory = past.NewestUpTo(newest.StoreId, revision) is { } cached && cached.Revision >= look.CompactedRevision ? cached : null;
        var start = Math.Max(
            inMemory?.Revision ?? look.CompactedRevision, earlier is [.., var last] ? last.Revision - CheckpointReadCost : 0);
        if (revision > look.CompactedRevision && newest.Revision - revision < revision - start
            && listed.Count - earlier.Count <= MaxCheckpointsToRevert
            && await TryRevertAsync(pages, newest, revision, cancellationToken) is { } reverted)
        {
            return reverted;
        }

        var nearest = await LoadNearestAsync(inMemory, earlier, newest, look.CompactedRevision, cancellationToken);
        return (await ReplayAsync(nearest, newest, revision, long.MaxValue, cancellationToken)).State;
    }

    /// <summary>
    /// Returns the nearest snapshot at or before a revision: cached, from a checkpoint, at the compacted revision, or empty.
    /// </summary>
    /// <param name="earlier">The checkpoints at or before the revision, by revision.</param>
    async Task<Snapshot> LoadNearestAsync(
        Snapshot? inMemory, IReadOnlyList<CheckpointIndex.Entry> earlier, Snapshot newest, long floor, CancellationToken cancellationToken)
    {
        var empty = replica.EmptyState(newest.StoreId);
        foreach (var candidate in earlier.Reverse())
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

    /// <summary>
    /// Reverts the newest snapshot to an earlier revision of the log; null if mirrored resources changed since then. The revisions are read
    /// in order: the first change of each resource has the version that it had before.
    /// </summary>
    static async Task<Snapshot?> TryRevertAsync(LogPages pages, Snapshot newest, long revision, CancellationToken cancellationToken)
    {
        var state = new Snapshot.Builder(newest);
        var reverted = new HashSet<string>(StringComparer.Ordinal);
        StoredRevision? target = null;
        for (var at = revision - 1; at < newest.Revision;)
        {
            foreach (var stored in await pages.ReadAsync(at, newest.Revision, cancellationToken))
            {
                target ??= stored;
                if (stored != target && !stored.TryRevert(newest.Schema, state, reverted))
                {
                    return null;
                }

                at = stored.Revision;
            }
        }

        return state.Build(revision, target!.Fingerprint, target.RecordedAt);
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
        var pages = new LogPages(log, replica, newest);
        var tail = new List<RevisionEntry>();
        var (at, fingerprint, recordedAt) = (from.Revision, from.Id.Fingerprint, from.RecordedAt);
        long steps = 0;
        while (at < revision && steps < mostSteps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tail.Clear();
            var before = at;
            if (replica.TryReadTail(newest.StoreId, at, TailReadBytes, withBefore: false, tail))
            {
                foreach (var entry in tail.TakeWhile(entry => entry.Revision <= revision && steps < mostSteps))
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
                foreach (var step in (await pages.ReadAsync(at, revision, cancellationToken)).TakeWhile(_ => steps < mostSteps))
                {
                    steps += step.ApplyTo(newest.Schema, state, shared);
                    (at, fingerprint, recordedAt) = (step.Revision, step.Fingerprint, step.RecordedAt);
                }
            }

            if (at == before)
            {
                // The replica is being loaded again.
                throw ApiException.StoreUnavailable();
            }
        }

        return (state.Build(at, fingerprint, recordedAt), steps);
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
}
