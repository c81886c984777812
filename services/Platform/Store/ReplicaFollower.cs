using KosovoNato.Platform.Errors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Platform.Store;

/// <summary>
/// Keeps the replica in step with the store: loads it, follows hints, and looks once a second in case a hint was lost. Notices
/// when the store is another one, or has lost or replaced what this instance has seen.
/// </summary>
public sealed partial class ReplicaFollower : BackgroundService
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    const int ReadBytes = 1 << 20;
    const int LargeLoad = 10_000;

    readonly StoreConnection store;
    readonly Checkpoints checkpoints;
    readonly ChangeLog changes;
    readonly Replica replica;
    readonly TimeProvider time;
    readonly IHostApplicationLifetime lifetime;
    readonly ILogger<ReplicaFollower> log;
    readonly SemaphoreSlim looking = new(1, 1);
    readonly Lock gate = new();
    Task? nextLook;
    TaskCompletionSource wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReplicaFollower(StoreConnection store, ChangeLog changes, Checkpoints checkpoints, Replica replica, TimeProvider time,
        IHostApplicationLifetime lifetime, ILogger<ReplicaFollower> log)
    {
        (this.store, this.changes, this.checkpoints, this.replica) = (store, changes, checkpoints, replica);
        (this.time, this.lifetime, this.log) = (time, lifetime, log);
        replica.LookWanted += Wake;
        store.Hinted += revision =>
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
    internal Task LookAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            nextLook ??= LookInTurnAsync();
            return nextLook.WaitAsync(cancel);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var failing = false;
        while (!stopping.IsCancellationRequested)
        {
            // Renewed before the look: who wants one while it is under way gets another.
            Volatile.Write(ref wanted, new(TaskCreationOptions.RunContinuationsAsynchronously));
            try
            {
                await LookAsync(stopping);
                failing = false;
            }
            catch (Refusal e) when (!stopping.IsCancellationRequested)
            {
                if (!failing)
                {
                    Unreachable(log, e.Message);
                }

                failing = true;
            }
            catch (StoreNotDurableException e)
            {
                NotDurable(log, e.Message);
                lifetime.StopApplication();
                return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(log, e);
                failing = true;
            }

            await WaitAsync(failing ? Task.Delay(TimeSpan.FromMilliseconds(100), time, stopping) : Volatile.Read(ref wanted).Task, stopping);
        }
    }

    async Task WaitAsync(Task signal, CancellationToken stopping)
    {
        using var second = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var timer = Task.Delay(LongestWait, time, second.Token);
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

        var size = new ChangeLog.ReadSize(ReadBytes);
        while (true)
        {
            // The newest known revision is read again with what follows it: its content must still be the same. Where only its
            // state is kept, as after a restore of one state, the log has nothing to compare and begins after it.
            var known = replica.Current;
            var from = replica.FindInTail(known.Revision) is null ? known.Revision : known.Revision - 1;
            var look = await changes.ReadAsync(from, size.Count, CancellationToken.None);
            if (look.StoreId != known.StoreId)
            {
                Replaced(log, known.StoreId, look.StoreId);
                await LoadAsync();
                return;
            }

            if (look.Head < known.Revision || !IsSame(look, known.Revision))
            {
                Lost(log, known.Revision, look.Head);
                await store.RenewIdentityAsync(known.StoreId, CancellationToken.None);
                await LoadAsync();
                return;
            }

            replica.Include(look.Entries);
            replica.WasRead();
            if (replica.Current.Revision >= look.Head)
            {
                return;
            }

            size.Learn(look.Entries);
        }
    }

    bool IsSame(ChangeLog.Look<LogEntry> look, long revision)
    {
        var known = replica.FindInTail(revision);
        return known is null || (look.Entries.Count > 0 && look.Entries[0].Revision == revision
            && look.Entries[0].Encoded.AsSpan().SequenceEqual(known.Encoded));
    }

    async Task LoadAsync()
    {
        var started = time.GetTimestamp();
        var first = await changes.ReadAsync(0, 0, CancellationToken.None);
        var state = replica.EmptyState(first.StoreId);
        if (first.Floor > 0)
        {
            state = await checkpoints.LoadFloorAsync(state, first.Floor, CancellationToken.None);
        }

        replica.Replace(state);
        var size = new ChangeLog.ReadSize(ReadBytes);
        var reading = changes.ReadAsync(state.Revision, size.Count, CancellationToken.None);
        for (var after = state.Revision; after < first.Head;)
        {
            var look = await reading;
            if (look.Entries.Count == 0)
            {
                throw Refusal.StoreUnavailable();
            }

            // The next read is under way while this one is taken in.
            after = look.Entries[^1].Revision;
            size.Learn(look.Entries);
            reading = changes.ReadAsync(after, size.Count, CancellationToken.None);
            replica.Include(look.Entries);
        }

        replica.Include((await reading).Entries);
        replica.WasRead();
        if (first.Head - state.Revision > LargeLoad)
        {
            // What the store sent has been taken apart; it would stay with the process for as long as it lives.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        replica.Loaded();
        Loaded(log, replica.Current.Revision, replica.Current.Count, (int)time.GetElapsedTime(started).TotalMilliseconds);
    }

    void Wake() => Volatile.Read(ref wanted).TrySetResult();

    [LoggerMessage(EventName = "replica.loaded", Level = LogLevel.Information, Message = "Loaded {Resources} resources at revision {Revision} in {Milliseconds} ms.")]
    static partial void Loaded(ILogger log, long revision, int resources, int milliseconds);

    [LoggerMessage(EventName = "replica.store_unreachable", Level = LogLevel.Warning, Message = "The store cannot be read: {Reason}")]
    static partial void Unreachable(ILogger log, string reason);

    [LoggerMessage(EventName = "replica.store_replaced", Level = LogLevel.Warning, Message = "The store is another one: {Old} became {New}. All tokens end.")]
    static partial void Replaced(ILogger log, string old, string @new);

    [LoggerMessage(EventName = "replica.store_lost_revisions", Level = LogLevel.Critical, Message = "The store lost or replaced revisions: {Known} was seen, its newest is {Head}. Its identity is renewed; all tokens end.")]
    static partial void Lost(ILogger log, long known, long head);

    [LoggerMessage(EventName = "replica.store_not_durable", Level = LogLevel.Critical, Message = "{Reason}")]
    static partial void NotDurable(ILogger log, string reason);

    [LoggerMessage(EventName = "replica.follow_failed", Level = LogLevel.Error, Message = "Following the store failed.")]
    static partial void Failed(ILogger log, Exception reason);
}
