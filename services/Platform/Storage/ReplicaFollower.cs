using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Storage;

/// <summary>
/// Keeps the replica up to date with the store: loads it, follows hints, and polls once a second in case a hint was lost. Detects a
/// replaced store, and a store that lost or replaced revisions that this instance has seen.
/// </summary>
public sealed partial class ReplicaFollower : BackgroundService
{
    static readonly TimeSpan MaxPollInterval = TimeSpan.FromSeconds(1);
    static readonly TimeSpan VerifyInterval = TimeSpan.FromSeconds(5);
    static readonly TimeSpan MaxStart = TimeSpan.FromSeconds(5);
    const int ReadBytes = 1 << 20;

    readonly StoreConnection store;
    readonly ReplicaLoader loader;
    readonly ChangeLog changes;
    readonly Replica replica;
    readonly TimeProvider timeProvider;
    readonly PlatformMetrics metrics;
    readonly IHostApplicationLifetime lifetime;
    readonly ILogger<ReplicaFollower> logger;
    readonly SemaphoreSlim looking = new(1, 1);
    readonly Lock gate = new();
    Task? nextLook;
    long verifiedAt;
    TaskCompletionSource wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReplicaFollower(
        StoreConnection store, ChangeLog changes, ReplicaLoader loader, Replica replica, TimeProvider timeProvider,
        IHostApplicationLifetime lifetime, PlatformMetrics metrics, ILogger<ReplicaFollower> logger)
    {
        verifiedAt = timeProvider.GetTimestamp();
        metrics.ObserveStoreEmptied(() => store.IsEmptied ? 1 : 0);
        metrics.ObserveReplica(() => replica.IsLoaded ? replica.Current.Revision : 0, () => replica.IsLoaded ? replica.Current.Count : 0);
        (this.store, this.changes, this.loader, this.replica) = (store, changes, loader, replica);
        (this.timeProvider, this.lifetime, this.metrics, this.logger) = (timeProvider, lifetime, metrics, logger);
        replica.RefreshRequested += Wake;
        store.HintReceived += revision =>
        {
            if (!replica.IsLoaded || revision > replica.Current.Revision)
            {
                Wake();
            }
        };
    }

    /// <summary>Why the follower stopped the process; null if it did not.</summary>
    internal string? FatalError { get; private set; }

    /// <summary>
    /// Reads the store and applies all new revisions. A read in progress may have missed the revision that the caller needs, so callers
    /// share the next read.
    /// </summary>
    internal Task RefreshAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            nextLook ??= LookInTurnAsync();
            return nextLook.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Gives a store that has lost revisions a new ID, so that positions after them are rejected.</summary>
    /// <param name="known">A revision that the store had.</param>
    internal Task RenewStoreIdAsync(string storeId, long known, long head, CancellationToken cancellationToken)
    {
        Lost(logger, known, head);
        metrics.StoreLostRevisions();
        return store.RenewIdentityAsync(storeId, cancellationToken);
    }

    /// <summary>Waits until the host has started: a host that is stopped before logs a failure of its own.</summary>
    async Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        if (!lifetime.ApplicationStarted.CanBeCanceled)
        {
            return;
        }

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await Task.WhenAny(started.Task, Task.Delay(MaxStart, TimeProvider.System, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var (failing, rejected) = (false, false);
        while (!cancellationToken.IsCancellationRequested)
        {
            // Reset before the read: a request during the read causes another read.
            Volatile.Write(ref wanted, new(TaskCreationOptions.RunContinuationsAsynchronously));
            try
            {
                await VerifyStoreAsync(cancellationToken);
                await RefreshAsync(cancellationToken);
                (failing, rejected) = (false, false);
            }
            catch (ApiException e) when (!cancellationToken.IsCancellationRequested)
            {
                if (StoreErrors.IsRejected(e) && !rejected)
                {
                    rejected = true;
                    Rejected(logger, StoreErrors.Explain(e));
                }
                else if (!failing)
                {
                    Unreachable(logger, StoreErrors.Explain(e));
                }

                failing = true;
            }
            catch (StoreNotDurableException e)
            {
                NotDurable(logger, e.Message);
                FatalError = e.Message;
                await WaitForStartAsync(cancellationToken);
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

    async Task VerifyStoreAsync(CancellationToken cancellationToken)
    {
        if (timeProvider.GetElapsedTime(verifiedAt) >= VerifyInterval)
        {
            await store.VerifyAgainAsync(cancellationToken);
            verifiedAt = timeProvider.GetTimestamp();
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
        // Leave the lock of the caller first: nextLook must be assigned before this read starts.
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
            await loader.LoadAsync();
            return;
        }

        if (await IsCurrentAsync())
        {
            replica.MarkRead();
            return;
        }

        var size = new ChangeLog.AdaptiveReadSize(ReadBytes);
        while (true)
        {
            // Read the newest known revision again with the revisions after it, because its content must still be the same. If only its
            // snapshot exists, as after the restore of a single snapshot, there is nothing to compare, and the log begins after it.
            var known = replica.Current;
            var from = replica.FindInTail(known.Revision) is null ? known.Revision : known.Revision - 1;
            var look = await changes.ReadAsync(from, size.Count, CancellationToken.None);
            if (look.StoreId != known.StoreId)
            {
                Replaced(logger, known.StoreId, look.StoreId);
                await loader.LoadAsync();
                return;
            }

            if (look.Head < known.Revision || !IsSame(look, known.Revision))
            {
                await RenewStoreIdAsync(known.StoreId, known.Revision, look.Head, CancellationToken.None);
                await loader.LoadAsync();
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

    /// <summary>
    /// Whether the head is the newest known revision, by number and time. Most reads of the store find no change, and then need no content.
    /// </summary>
    async Task<bool> IsCurrentAsync()
    {
        var before = replica.Current;
        var look = await changes.ReadStoredAsync(0, 0, CancellationToken.None);
        // This instance may have committed meanwhile.
        var recordedAt = look.Head == before.Revision ? before.RecordedAt
            : look.Head > before.Revision ? replica.FindInTail(look.Head)?.RecordedAt
            : null;
        return look.StoreId == before.StoreId && look.HeadRecordedAt == recordedAt;
    }

    bool IsSame(ChangeLog.LogPage<RevisionEntry> look, long revision)
    {
        var known = replica.FindInTail(revision);
        return known is null || (look.Entries.Count > 0 && look.Entries[0].Revision == revision
            && look.Entries[0].Encoded.AsSpan().SequenceEqual(known.Encoded));
    }

    void Wake() => Volatile.Read(ref wanted).TrySetResult();

    [LoggerMessage(EventName = "replica.store_unreachable", Level = LogLevel.Warning,
        Message = "The replica cannot read the store and may be outdated; retrying every 100 ms: {Reason}")]
    static partial void Unreachable(ILogger logger, string reason);

    [LoggerMessage(EventName = "replica.store_rejected", Level = LogLevel.Error,
        Message = "The store rejects this service, which is not ready; retrying every 100 ms: {Reason}")]
    static partial void Rejected(ILogger logger, string reason);

    [LoggerMessage(EventName = "replica.store_replaced", Level = LogLevel.Warning,
        Message = "The store was replaced: store ID {Old} became {New}. Old tokens are invalid; the replica is loaded again.")]
    static partial void Replaced(ILogger logger, string old, string @new);

    [LoggerMessage(EventName = "replica.store_lost_revisions", Level = LogLevel.Critical,
        Message = "The store lost or replaced revisions: {Known} was seen, the head is {Head}. It gets a new ID; old tokens are invalid.")]
    static partial void Lost(ILogger logger, long known, long head);

    [LoggerMessage(EventName = "replica.store_not_durable", Level = LogLevel.Critical,
        Message = "The store can lose acknowledged writes; the process stops: {Reason}")]
    static partial void NotDurable(ILogger logger, string reason);

    [LoggerMessage(EventName = "replica.follow_failed", Level = LogLevel.Error,
        Message = "The replica could not follow the store because of an unexpected error; retrying.")]
    static partial void Failed(ILogger logger, Exception reason);
}
