using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Platform.Errors;
using StackExchange.Redis;

namespace KosovoNato.Platform.Store;

/// <summary>
/// The states of earlier revisions. One that was asked for lately is kept; a near one is wound back through the tail; any
/// other is made from the nearest state before it, a checkpoint or one that is kept, by going on along the log.
/// </summary>
public sealed class History : IDisposable
{
    // So few are wound back at once, without a place among the rebuilds.
    const int Near = 64;
    const int AtOnce = 2;
    const int MostWaiting = 32;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    readonly Replica replica;
    readonly StateBuilder builder;
    readonly RevisionTimes times;
    readonly PastStates past;
    readonly SharedWork<(string StoreId, long Revision), Snapshot> rebuilds;

    public History(Replica replica, ChangeLog log, Checkpoints checkpoints, CheckpointList list, TimeProvider time)
    {
        this.replica = replica;
        past = new PastStates(replica);
        builder = new StateBuilder(replica, log, checkpoints, list, past);
        times = new RevisionTimes(replica, log, checkpoints);
        rebuilds = new(AtOnce, MostWaiting, Longest, time);
    }

    /// <summary>The state at a revision, which the newest state has; refuses with REVISION_COMPACTED if it is no longer kept.</summary>
    internal ValueTask<Snapshot> AtAsync(Snapshot newest, long revision, CancellationToken cancel)
    {
        if (revision == newest.Revision)
        {
            return new(newest);
        }

        if (past.Find(newest.StoreId, revision) is { } kept)
        {
            return new(kept);
        }

        if (newest.Revision - revision <= Near && replica.TryWindBack(newest, revision, cancel) is { } near)
        {
            past.Keep(near, newest);
            return new(near);
        }

        return new(rebuilds.TryJoin((newest.StoreId, revision), stop => RebuildAsync(newest, revision, stop), cancel) ?? throw TooMany());
    }

    /// <summary>
    /// The first state that is so many steps of the log away from another one; none if the newest is nearer, and then how far that
    /// one is.
    /// </summary>
    internal async Task<(Snapshot? State, long Steps)> NextAsync(Snapshot newest, Snapshot after, long steps, CancellationToken cancel)
    {
        var (state, taken) = await builder.GoOnAsync(after, newest, newest.Revision, steps, cancel);
        return (taken < steps ? null : state, taken);
    }

    /// <summary>Keeps a state for who will ask for it again.</summary>
    internal void Keep(Snapshot state) => past.Keep(state, replica.Current);

    /// <summary>The newest revision that was recorded at or before a time; 0 if none was.</summary>
    internal async Task<long> NewestAtAsync(DateTimeOffset time, Snapshot newest, CancellationToken cancel)
    {
        try
        {
            return await times.NewestAtAsync(time, newest, cancel);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw Refusal.StoreUnavailable();
        }
    }

    public void Dispose() => rebuilds.Dispose();

    async Task<Snapshot> RebuildAsync(Snapshot newest, long revision, CancellationToken cancel)
    {
        try
        {
            var state = replica.TryWindBack(newest, revision, cancel) ?? await builder.BuildAsync(newest, revision, cancel);
            past.Keep(state, newest);
            return state;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw Refusal.StoreUnavailable();
        }
    }

    static Refusal TooMany() =>
        new(StatusCode.ResourceExhausted, ErrorReason.LimitExceeded,
            "Too many different earlier states are being looked up at the moment. Try again in a second.", ("limit", "states looked up at once"));
}
