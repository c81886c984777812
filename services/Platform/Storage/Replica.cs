using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Options;

namespace KosovoNato.Storage;

/// <summary>
/// The in-memory copy that this instance serves from: the newest snapshot and the tail of the log. Reads and watchers use it; only older
/// revisions come from the store. Commits of this instance are applied at once, commits of other instances when
/// <see cref="ReplicaFollower"/> finds them.
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

    /// <summary>Raised to make the follower read the store now.</summary>
    internal event Action? RefreshRequested;

    public bool IsLoaded => loaded;

    /// <summary>The newest snapshot. Throws UNAVAILABLE until the replica is loaded.</summary>
    public Snapshot Current => current is { } snapshot && loaded ? snapshot : throw ApiException.StoreUnavailable();

    /// <summary>When the store was last read successfully.</summary>
    internal DateTimeOffset ReadAt { get; private set; }

    /// <summary>The time of the last successful read as a timestamp of the time provider.</summary>
    internal long ReadTimestamp { get; private set; }

    internal long OldestInTail => tail.First;

    /// <summary>The total <see cref="RevisionEntry.Weight"/> of the revisions applied since the start.</summary>
    internal long Steps => Volatile.Read(ref steps);

    /// <summary>
    /// The approximate size of the versions that were replaced since the start, which bounds the memory that only an earlier snapshot
    /// holds.
    /// </summary>
    internal long ReplacedBytes => Volatile.Read(ref replaced);

    /// <summary>Completes at the next change of the snapshot. Read it before the snapshot, so that no change is missed.</summary>
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

    /// <summary>Starts over from an empty snapshot or a checkpoint. Readers are rejected until <see cref="Loaded"/>.</summary>
    internal void Replace(Snapshot beginning)
    {
        lock (gate)
        {
            loaded = false;
            tail.Clear(beginning.StoreId, beginning.Revision + 1);
            current = beginning;
        }
    }

    /// <summary>Opens the replica to readers, once it has everything that the store had.</summary>
    internal void Loaded()
    {
        loaded = true;
        Signal();
    }

    /// <summary>Applies the revisions that directly follow the newest revision. Skips known revisions, and revisions after a gap.</summary>
    internal void Apply(IReadOnlyList<RevisionEntry> entries)
    {
        lock (gate)
        {
            if (current is not { } from)
            {
                return;
            }

            var builder = new Snapshot.Builder(from);
            var (revision, fingerprint, recordedAt) = (from.Revision, from.Id.Fingerprint, from.RecordedAt);
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
                (revision, fingerprint, recordedAt) = (entry.Revision, entry.Fingerprint, entry.RecordedAt);
            }

            if (revision == from.Revision)
            {
                return;
            }

            current = builder.Build(revision, fingerprint, recordedAt);
        }

        Signal();
    }

    /// <summary>
    /// Applies the commits of this instance. If other instances committed in between, or the store has lost revisions that are known here,
    /// waits until the follower has resolved this and the snapshot has the commits. Throws UNAVAILABLE if that takes too long: the commits
    /// are on disk, and a retry with the same request ID finds them.
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
            try
            {
                await signal.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                throw ApiException.StoreUnavailable();
            }
        }
    }

    bool Has(RevisionEntry entry) =>
        loaded && tail.Find(entry.Revision) is { } kept
        && (ReferenceEquals(kept, entry) || kept.Encoded.AsSpan().SequenceEqual(entry.Encoded));

    /// <summary>Waits until the replica is loaded and has reached a revision.</summary>
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
    /// Rewinds the newest snapshot to an earlier revision through the tail; null if the tail has no previous versions that far back. The
    /// tail can change meanwhile, so its store ID is compared at the end.
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

        return tail.StoreId == newest.StoreId
            ? builder.Build(revision, last?.Fingerprint ?? default, last?.RecordedAt ?? DateTimeOffset.UnixEpoch)
            : null;
    }

    internal Snapshot EmptyState(string storeId) => Snapshot.Empty(schema, storeId);

    void Signal() => Interlocked.Exchange(ref changed, NewSignal()).TrySetResult();

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
