using KosovoNato.Platform.Errors;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Store;

/// <summary>
/// This instance's copy of the state: the newest snapshot and the tail of the log that led to it. Reads and watchers live on
/// it alone. It takes in what this instance commits at once, and what others commit when <see cref="ReplicaFollower"/> finds it.
/// </summary>
public sealed class Replica(Schema schema, IOptions<StoreOptions> options, TimeProvider time)
{
    readonly Lock gate = new();
    readonly Tail tail = new(options.Value.TailRevisions, options.Value.TailBytes);
    volatile Snapshot? current;
    volatile bool loaded;
    long replaced;
    long steps;
    TaskCompletionSource changed = NewSignal();

    /// <summary>Asks the follower to look at the store now.</summary>
    internal event Action? LookWanted;

    public bool IsLoaded => loaded;

    /// <summary>The newest state; refuses with UNAVAILABLE until it has been loaded.</summary>
    public Snapshot Current => current is { } snapshot && loaded ? snapshot : throw Refusal.StoreUnavailable();

    /// <summary>When the store was last read successfully.</summary>
    internal DateTimeOffset ReadAt { get; private set; }

    /// <summary>The time of the last successful read as a timestamp of the time provider.</summary>
    internal long ReadTimestamp { get; private set; }

    internal long OldestInTail => tail.First;

    /// <summary>How many steps of the log were taken in since the start; see <see cref="LogEntry.Steps"/>.</summary>
    internal long Steps => Volatile.Read(ref steps);

    /// <summary>How many bytes of records were replaced by newer ones since the start: what a state kept from then on holds alone, at most.</summary>
    internal long ReplacedBytes => Volatile.Read(ref replaced);

    /// <summary>Completes at the next change of the state. Take it before looking at the state.</summary>
    internal Task Changed => Volatile.Read(ref changed).Task;

    internal void LookNow() => LookWanted?.Invoke();

    internal void WasRead()
    {
        ReadAt = time.GetUtcNow();
        ReadTimestamp = time.GetTimestamp();
    }

    internal LogEntry? FindInTail(long revision) => tail.Find(revision);

    internal bool TryReadTail(string storeId, long after, int upToBytes, bool withBefore, List<LogEntry> into) =>
        tail.TryRead(storeId, after, upToBytes, withBefore, into);

    /// <summary>Starts over: empty or at a checkpoint. Readers are refused until <see cref="Loaded"/>.</summary>
    internal void Replace(Snapshot beginning)
    {
        lock (gate)
        {
            loaded = false;
            tail.Clear(beginning.StoreId, beginning.Revision + 1);
            current = beginning;
        }
    }

    /// <summary>Opens the replica to readers, once it has all that the store had.</summary>
    internal void Loaded()
    {
        loaded = true;
        Signal();
    }

    /// <summary>Takes in the revisions that follow on the newest; older ones are known already, later ones have to wait.</summary>
    internal void Include(IReadOnlyList<LogEntry> entries)
    {
        lock (gate)
        {
            if (current is not { } from)
            {
                return;
            }

            var builder = new Snapshot.Builder(from);
            var revision = from.Revision;
            var recordedAt = from.RecordedAt;
            foreach (var entry in entries)
            {
                if (entry.Revision != revision + 1)
                {
                    continue;
                }

                foreach (var change in entry.Changes)
                {
                    var before = builder.Find(change.After.Type, change.After.Name);
                    if (before is not null)
                    {
                        before.Superseded();
                        replaced += before.Size;
                        change.After.ShareName(before);
                    }

                    change.Follows(before);
                    builder.Put(change.After);
                }

                entry.Learned?.Apply(builder);
                replaced += entry.Learned?.Size ?? 0;
                steps += entry.Steps;
                tail.Add(entry);
                (revision, recordedAt) = (entry.Revision, entry.RecordedAt);
            }

            if (revision == from.Revision)
            {
                return;
            }

            current = builder.Build(revision, recordedAt);
        }

        Signal();
    }

    /// <summary>
    /// Takes in what this instance committed. If others committed in between, or the store turns out to have gone back behind
    /// what is known here, waits until that is sorted out and the state has it.
    /// </summary>
    internal async Task IncludeAsync(List<LogEntry> committed, TimeSpan patience)
    {
        if (committed.Count == 0)
        {
            return;
        }

        Include(committed);
        using var limit = new CancellationTokenSource(patience, time);
        while (true)
        {
            var signal = Changed;
            if (Has(committed[^1]))
            {
                return;
            }

            LookNow();
            await signal.WaitAsync(limit.Token);
        }
    }

    bool Has(LogEntry entry) =>
        loaded && tail.Find(entry.Revision) is { } kept && (ReferenceEquals(kept, entry) || kept.Encoded.AsSpan().SequenceEqual(entry.Encoded));

    /// <summary>Waits until the state has a revision.</summary>
    internal async Task<Snapshot> WaitForAsync(long revision, CancellationToken cancel)
    {
        while (true)
        {
            var signal = Changed;
            if (loaded && current is { } snapshot && snapshot.Revision >= revision)
            {
                return snapshot;
            }

            await signal.WaitAsync(cancel);
        }
    }

    /// <summary>
    /// The state at an earlier revision, wound back from the newest through the tail; none if the tail does not know the states
    /// before so far back. The tail changes meanwhile, and is asked at the end whether it was that of the same store.
    /// </summary>
    internal Snapshot? TryWindBack(Snapshot newest, long revision, CancellationToken cancel)
    {
        var last = tail.Find(revision);
        if ((last is null && revision > 0) || newest.Revision - revision > Tail.MostWithBefore)
        {
            return null;
        }

        var builder = new Snapshot.Builder(newest);
        for (var undone = newest.Revision; undone > revision; undone--)
        {
            cancel.ThrowIfCancellationRequested();
            if (tail.Find(undone) is not { KnowsBefore: true } entry)
            {
                return null;
            }

            entry.Learned?.Undo(builder);
            foreach (var change in entry.Changes)
            {
                if (change.Before is { } before)
                {
                    builder.Put(before);
                }
                else
                {
                    builder.Remove(change.After);
                }
            }
        }

        return tail.StoreId == newest.StoreId ? builder.Build(revision, last?.RecordedAt ?? DateTimeOffset.UnixEpoch) : null;
    }

    internal Snapshot EmptyState(string storeId) => Snapshot.Empty(schema, storeId);

    void Signal() => Interlocked.Exchange(ref changed, NewSignal()).TrySetResult();

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
