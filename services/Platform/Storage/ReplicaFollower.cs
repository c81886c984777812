using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Storage;

/// <summary>
/// Keeps the replica in step with the store: loads it, follows hints, and looks once a second in case a hint was lost. Notices
/// when the store is another one, or has lost or replaced what this instance has seen.
/// </summary>
public sealed partial class ReplicaFollower : BackgroundService
{
    static readonly TimeSpan MaxPollInterval = TimeSpan.FromSeconds(1);
    const int ReadBytes = 1 << 20;
    const int LargeLoadResources = 10_000;

    readonly StoreConnection store;
    readonly CheckpointStore checkpoints;
    readonly ChangeLog changes;
    readonly Replica replica;
    readonly TimeProvider timeProvider;
    readonly IHostApplicationLifetime lifetime;
    readonly ILogger<ReplicaFollower> logger;
    readonly SemaphoreSlim looking = new(1, 1);
    readonly Lock gate = new();
    Task? nextLook;
    TaskCompletionSource wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReplicaFollower(
        StoreConnection store, ChangeLog changes, CheckpointStore checkpoints, Replica replica, TimeProvider timeProvider,
        IHostApplicationLifetime lifetime, PlatformMetrics metrics, ILogger<ReplicaFollower> logger)
    {
        metrics.ObserveReplica(() => replica.IsLoaded ? replica.Current.Revision : 0, () => replica.IsLoaded ? replica.Current.Count : 0);
        (this.store, this.changes, this.checkpoints, this.replica) = (store, changes, checkpoints, replica);
        (this.timeProvider, this.lifetime, this.logger) = (timeProvider, lifetime, logger);
        replica.RefreshRequested += Wake;
        store.HintReceived += revision =>
        {
            if (!replica.IsLoaded || revision > replica.Current.Revision)
            {
                Wake();
            }
        };
    }

    /// <summary>
    /// Looks at the store and takes in all that it has. A look that is under way may have missed what the caller means, so
    /// callers share the next one.
    /// </summary>
    internal Task RefreshAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            nextLook ??= LookInTurnAsync();
            return nextLook.WaitAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var failing = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            // Renewed before the look: who wants one while it is under way gets another.
            Volatile.Write(ref wanted, new(TaskCreationOptions.RunContinuationsAsynchronously));
            try
            {
                await RefreshAsync(cancellationToken);
                failing = false;
            }
            catch (ApiException e) when (!cancellationToken.IsCancellationRequested)
            {
                if (!failing)
                {
                    Unreachable(logger, e.Message);
                }

                failing = true;
            }
            catch (StoreNotDurableException e)
            {
                NotDurable(logger, e.Message);
                lifetime.StopApplication();
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(logger, e);
                failing = true;
            }

            await WaitAsync(
                failing ? Task.Delay(TimeSpan.FromMilliseconds(100), timeProvider, cancellationToken) : Volatile.Read(ref wanted).Task,
                cancellationToken);
        }
    }

    async Task WaitAsync(Task signal, CancellationToken cancellationToken)
    {
        using var second = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = Task.Delay(MaxPollInterval, timeProvider, second.Token);
        await Task.WhenAny(signal, timer);
        await second.CancelAsync();
    }

    async Task LookInTurnAsync()
    {
        // Leaves the caller's lock before anything else: the look must be known as the next one before it can be under way.
        await Task.Yield();
        await looking.WaitAsync();
        try
        {
            lock (gate)
            {
                nextLook = null;
            }

            await CatchUpAsync();
        }
        finally
        {
            looking.Release();
        }
    }

    async Task CatchUpAsync()
    {
        if (!replica.IsLoaded)
        {
            await LoadAsync();
            return;
        }

        var size = new ChangeLog.AdaptiveReadSize(ReadBytes);
        while (true)
        {
            // The newest known revision is read again with what follows it: its content must still be the same. Where only its
            // state is kept, as after a restore of one state, the log has nothing to compare and begins after it.
            var known = replica.Current;
            var from = replica.FindInTail(known.Revision) is null ? known.Revision : known.Revision - 1;
            var look = await changes.ReadAsync(from, size.Count, CancellationToken.None);
            if (look.StoreId != known.StoreId)
            {
                Replaced(logger, known.StoreId, look.StoreId);
                await LoadAsync();
                return;
            }

            if (look.Head < known.Revision || !IsSame(look, known.Revision))
            {
                Lost(logger, known.Revision, look.Head);
                await store.RenewIdentityAsync(known.StoreId, CancellationToken.None);
                await LoadAsync();
                return;
            }

            replica.Apply(look.Entries);
            replica.MarkRead();
            if (replica.Current.Revision >= look.Head)
            {
                return;
            }

            size.Observe(look.Entries);
        }
    }

    bool IsSame(ChangeLog.LogPage<RevisionEntry> look, long revision)
    {
        var known = replica.FindInTail(revision);
        return known is null || (look.Entries.Count > 0 && look.Entries[0].Revision == revision
            && look.Entries[0].Encoded.AsSpan().SequenceEqual(known.Encoded));
    }

    async Task LoadAsync()
    {
        var started = timeProvider.GetTimestamp();
        var first = await changes.ReadAsync(0, 0, CancellationToken.None);
        var state = replica.EmptyState(first.StoreId);
        if (first.CompactedRevision > 0)
        {
            state = await checkpoints.LoadCompactedSnapshotAsync(state, first.CompactedRevision, CancellationToken.None);
        }

        replica.Replace(state);
        var size = new ChangeLog.AdaptiveReadSize(ReadBytes);
        var reading = changes.ReadAsync(state.Revision, size.Count, CancellationToken.None);
        for (var after = state.Revision; after < first.Head;)
        {
            var look = await reading;
            if (look.Entries.Count == 0)
            {
                throw ApiException.StoreUnavailable();
            }

            // The next read is under way while this one is taken in.
            after = look.Entries[^1].Revision;
            size.Observe(look.Entries);
            reading = changes.ReadAsync(after, size.Count, CancellationToken.None);
            replica.Apply(look.Entries);
        }

        replica.Apply((await reading).Entries);
        replica.MarkRead();
        if (first.Head - state.Revision > LargeLoadResources)
        {
            // What the store sent has been taken apart; it would stay with the process for as long as it lives.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        replica.Loaded();
        Loaded(logger, replica.Current.Revision, replica.Current.Count, (int)timeProvider.GetElapsedTime(started).TotalMilliseconds);
    }

    void Wake() => Volatile.Read(ref wanted).TrySetResult();

    [LoggerMessage(EventName = "replica.loaded", Level = LogLevel.Information,
        Message = "Loaded {Resources} resources at revision {Revision} in {Milliseconds} ms.")]
    static partial void Loaded(ILogger logger, long revision, int resources, int milliseconds);

    [LoggerMessage(EventName = "replica.store_unreachable", Level = LogLevel.Warning, Message = "The store cannot be read: {Reason}")]
    static partial void Unreachable(ILogger logger, string reason);

    [LoggerMessage(EventName = "replica.store_replaced", Level = LogLevel.Warning,
        Message = "The store is another one: {Old} became {New}. All tokens end.")]
    static partial void Replaced(ILogger logger, string old, string @new);

    [LoggerMessage(EventName = "replica.store_lost_revisions", Level = LogLevel.Critical,
        Message = "The store lost or replaced revisions: {Known} was seen, its newest is {Head}. Its identity is renewed; all tokens end.")]
    static partial void Lost(ILogger logger, long known, long head);

    [LoggerMessage(EventName = "replica.store_not_durable", Level = LogLevel.Critical, Message = "{Reason}")]
    static partial void NotDurable(ILogger logger, string reason);

    [LoggerMessage(EventName = "replica.follow_failed", Level = LogLevel.Error, Message = "Following the store failed.")]
    static partial void Failed(ILogger logger, Exception reason);
}
