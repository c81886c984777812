using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// The states of earlier revisions. One that was asked for lately is kept; a near one is wound back through the tail; any
/// other is made from the nearest state before it, a checkpoint or one that is kept, by going on along the log.
/// </summary>
public sealed class SnapshotHistory : IDisposable
{
    // So few are wound back at once, without a place among the rebuilds.
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

    /// <summary>The state at a revision, which the newest state has; refuses with REVISION_COMPACTED if it is no longer kept.</summary>
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
    /// The first state that is so many steps of the log away from another one; none if the newest is nearer, and then how far that
    /// one is.
    /// </summary>
    internal async Task<(Snapshot? State, long Steps)> AdvanceAsync(
        Snapshot newest, Snapshot after, long steps, CancellationToken cancellationToken)
    {
        var (state, taken) = await builder.ReplayAsync(after, newest, newest.Revision, steps, cancellationToken);
        return (taken < steps ? null : state, taken);
    }

    /// <summary>Keeps a state for who will ask for it again.</summary>
    internal void Cache(Snapshot state) => past.Keep(state, replica.Current);

    /// <summary>The newest revision that was recorded at or before a time; 0 if none was.</summary>
    internal async Task<long> NewestAtAsync(DateTimeOffset time, Snapshot newest, CancellationToken cancellationToken)
    {
        try
        {
            return await times.NewestAtAsync(time, newest, cancellationToken);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw ApiException.StoreUnavailable();
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
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw ApiException.StoreUnavailable();
        }
    }

    static ApiException TooMany() =>
        new(StatusCode.ResourceExhausted, ErrorReason.LimitExceeded,
            "Too many different earlier states are being looked up at the moment. Try again in a second.",
            ("limit", "states looked up at once"));
}
