using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Options;

namespace KosovoNato.Storage;

/// <summary>
/// This instance's copy of the state: the newest snapshot and the tail of the log that led to it. Reads and watchers live on
/// it alone. It takes in what this instance commits at once, and what others commit when <see cref="ReplicaFollower"/> finds it.
/// </summary>
public sealed class Replica(Schema schema, IOptions<StoreOptions> options, TimeProvider timeProvider)
{
    readonly Lock gate = new();
    readonly Tail tail = new(options.Value.MaxTailRevisions, options.Value.MaxTailBytes);
    volatile Snapshot? current;
    volatile bool loaded;
    long replaced;
    long steps;
    TaskCompletionSource changed = NewSignal();

    /// <summary>Asks the follower to look at the store now.</summary>
    internal event Action? RefreshRequested;

    public bool IsLoaded => loaded;

    /// <summary>The newest state; refuses with UNAVAILABLE until it has been loaded.</summary>
    public Snapshot Current => current is { } snapshot && loaded ? snapshot : throw ApiException.StoreUnavailable();

    /// <summary>When the store was last read successfully.</summary>
    internal DateTimeOffset ReadAt { get; private set; }

    /// <summary>The time of the last successful read as a timestamp of the time provider.</summary>
    internal long ReadTimestamp { get; private set; }

    internal long OldestInTail => tail.First;

    /// <summary>How many steps of the log were taken in since the start; see <see cref="RevisionEntry.Weight"/>.</summary>
    internal long Steps => Volatile.Read(ref steps);

    /// <summary>
    /// How many bytes of records were replaced by newer ones since the start: what a state kept from then on holds alone, at most.
    /// </summary>
    internal long ReplacedBytes => Volatile.Read(ref replaced);

    /// <summary>Completes at the next change of the state. Take it before looking at the state.</summary>
    internal Task Changed => Volatile.Read(ref changed).Task;

    internal void RequestRefresh() => RefreshRequested?.Invoke();

    internal void MarkRead()
    {
        ReadAt = timeProvider.GetUtcNow();
        ReadTimestamp = timeProvider.GetTimestamp();
    }

    internal RevisionEntry? FindInTail(long revision) => tail.Find(revision);

    internal bool TryReadTail(string storeId, long after, int upToBytes, bool withBefore, List<RevisionEntry> into) =>
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
    internal void Apply(IReadOnlyList<RevisionEntry> entries)
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
                        before.MarkSuperseded();
                        replaced += before.Size;
                        change.After.ReuseName(before);
                    }

                    change.LinkPrevious(before);
                    builder.Put(change.After);
                }

                entry.Learned?.Apply(builder);
                replaced += entry.Learned?.Size ?? 0;
                steps += entry.Weight;
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
    internal async Task ApplyCommittedAsync(List<RevisionEntry> committed, TimeSpan patience)
    {
        if (committed.Count == 0)
        {
            return;
        }

        Apply(committed);
        using var limit = new CancellationTokenSource(patience, timeProvider);
        while (true)
        {
            var signal = Changed;
            if (Has(committed[^1]))
            {
                return;
            }

            RequestRefresh();
            await signal.WaitAsync(limit.Token);
        }
    }

    bool Has(RevisionEntry entry) =>
        loaded && tail.Find(entry.Revision) is { } kept
        && (ReferenceEquals(kept, entry) || kept.Encoded.AsSpan().SequenceEqual(entry.Encoded));

    /// <summary>Waits until the state has a revision.</summary>
    internal async Task<Snapshot> WaitForAsync(long revision, CancellationToken cancellationToken)
    {
        while (true)
        {
            var signal = Changed;
            if (loaded && current is { } snapshot && snapshot.Revision >= revision)
            {
                return snapshot;
            }

            await signal.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// The state at an earlier revision, wound back from the newest through the tail; none if the tail does not know the states
    /// before so far back. The tail changes meanwhile, and is asked at the end whether it was that of the same store.
    /// </summary>
    internal Snapshot? TryRewind(Snapshot newest, long revision, CancellationToken cancellationToken)
    {
        var last = tail.Find(revision);
        if ((last is null && revision > 0) || newest.Revision - revision > Tail.MaxEntriesWithPrevious)
        {
            return null;
        }

        var builder = new Snapshot.Builder(newest);
        for (var undone = newest.Revision; undone > revision; undone--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (tail.Find(undone) is not { KnowsBefore: true } entry)
            {
                return null;
            }

            entry.Learned?.Revert(builder);
            foreach (var change in entry.Changes)
            {
                if (change.Previous is { } before)
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
