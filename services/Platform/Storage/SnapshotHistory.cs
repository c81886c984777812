using KosovoNato.Kernel.Errors;

namespace KosovoNato.Storage;

/// <summary>
/// The snapshots of earlier revisions. Recently used snapshots are cached, near revisions are rewound through the tail, and all others are
/// rebuilt: the log is replayed from the nearest earlier snapshot, which is a checkpoint or cached.
/// </summary>
public sealed class SnapshotHistory : IDisposable
{
    // Up to this distance, a snapshot is rewound at once and does not count as a rebuild.
    const int MaxRewindRevisions = 64;
    const int MaxConcurrentRebuilds = 2;
    const int MaxQueuedRebuilds = 32;
    static readonly TimeSpan RebuildTimeout = TimeSpan.FromSeconds(20);

    readonly Replica replica;
    readonly SnapshotRebuilder builder;
    readonly RevisionTimeIndex times;
    readonly SnapshotCache past;
    readonly SingleFlight<(string StoreId, long Revision), Snapshot> rebuilds;

    public SnapshotHistory(Replica replica, ChangeLog log, CheckpointStore checkpoints, CheckpointIndex list, TimeProvider timeProvider)
    {
        this.replica = replica;
        past = new SnapshotCache(replica);
        builder = new SnapshotRebuilder(replica, log, checkpoints, list, past);
        times = new RevisionTimeIndex(replica, log, checkpoints);
        rebuilds = new(MaxConcurrentRebuilds, MaxQueuedRebuilds, RebuildTimeout, timeProvider);
    }

    /// <summary>
    /// Returns the snapshot at a revision no later than <paramref name="newest"/>. Throws REVISION_COMPACTED if the revision is gone.
    /// </summary>
    internal ValueTask<Snapshot> GetAsync(Snapshot newest, long revision, CancellationToken cancel)
    {
        if (revision == newest.Revision)
        {
            return new(newest);
        }

        if (past.Find(newest.StoreId, revision) is { } kept)
        {
            return new(kept);
        }

        if (newest.Revision - revision <= MaxRewindRevisions && replica.TryRewind(newest, revision, cancel) is { } near)
        {
            past.Keep(near, newest);
            return new(near);
        }

        return new(rebuilds.TryRunAsync((newest.StoreId, revision), stop => RebuildAsync(newest, revision, stop), cancel)
            ?? throw TooMany());
    }

    /// <summary>
    /// Replays the log from a snapshot for a number of steps. Returns the resulting snapshot and the steps taken; the snapshot is null if
    /// the newest revision comes first.
    /// </summary>
    internal async Task<(Snapshot? State, long Steps)> AdvanceAsync(
        Snapshot newest, Snapshot after, long steps, CancellationToken cancellationToken)
    {
        var (state, taken) = await builder.ReplayAsync(after, newest, newest.Revision, steps, cancellationToken);
        return (taken < steps ? null : state, taken);
    }

    /// <summary>Caches a snapshot that will be needed again.</summary>
    internal void Cache(Snapshot state) => past.Keep(state, replica.Current);

    /// <summary>Returns the newest revision that was recorded at or before a time; 0 if there is none.</summary>
    internal async Task<long> NewestAtAsync(DateTimeOffset time, Snapshot newest, CancellationToken cancellationToken)
    {
        try
        {
            return await times.NewestAtAsync(time, newest, cancellationToken);
        }
        catch (Exception e) when (StoreErrors.IsOfStore(e))
        {
            throw StoreErrors.Unavailable(e);
        }
    }

    public void Dispose() => rebuilds.Dispose();

    async Task<Snapshot> RebuildAsync(Snapshot newest, long revision, CancellationToken cancellationToken)
    {
        try
        {
            var state = replica.TryRewind(newest, revision, cancellationToken)
                ?? await builder.BuildAsync(newest, revision, cancellationToken);
            past.Keep(state, newest);
            return state;
        }
        catch (Exception e) when (StoreErrors.IsOfStore(e))
        {
            throw StoreErrors.Unavailable(e);
        }
    }

    static ApiException TooMany() =>
        ApiException.LimitExceeded(
            "concurrent rebuilds of earlier snapshots", "Too many snapshots of earlier revisions are being rebuilt. Retry in a second.");
}
