using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Storage;

/// <summary>Loads the replica: the newest checkpoint and the revisions after it, or without a checkpoint the whole log.</summary>
public sealed partial class ReplicaLoader(
    ChangeLog changes, CheckpointStore checkpoints, CheckpointIndex index, SnapshotHistory history, Replica replica,
    TimeProvider timeProvider, ILogger<ReplicaLoader> logger)
{
    const int ReadBytes = 1 << 20;
    const int LargeLoadResources = 10_000;

    internal async Task LoadAsync()
    {
        var started = timeProvider.GetTimestamp();
        var first = await changes.ReadAsync(0, 0, CancellationToken.None);
        var state = await FindStartAsync(first);
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

            // Read ahead while this page is applied.
            after = look.Entries[^1].Revision;
            size.Observe(look.Entries);
            reading = changes.ReadAsync(after, size.Count, CancellationToken.None);
            replica.Apply(look.Entries);
        }

        replica.Apply((await reading).Entries);
        replica.MarkRead();
        if (state.Count + first.Head - state.Revision > LargeLoadResources)
        {
            // A large load leaves garbage that the process would otherwise keep for its lifetime.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        replica.Loaded();
        if (state.Revision > 0)
        {
            // The next checkpoint is built from this one.
            history.Cache(state);
        }

        Loaded(
            logger, replica.Current.Revision, replica.Current.Count, (int)timeProvider.GetElapsedTime(started).TotalMilliseconds,
            state.Revision);
    }

    async Task<Snapshot> FindStartAsync(ChangeLog.LogPage<RevisionEntry> log)
    {
        var empty = replica.EmptyState(log.StoreId);
        return await LoadCheckpointAsync(empty, log)
            ?? (log.CompactedRevision > 0
                ? await checkpoints.LoadCompactedSnapshotAsync(empty, log.CompactedRevision, CancellationToken.None)
                : empty);
    }

    /// <summary>
    /// Loads the newest checkpoint before the head; null if there is none that can be used. Checkpoints only save time, because the log
    /// has everything. One of a release that stores other types may lack resources that the log has.
    /// </summary>
    async Task<Snapshot?> LoadCheckpointAsync(Snapshot empty, ChangeLog.LogPage<RevisionEntry> log)
    {
        try
        {
            var newest = (await index.ReadAsync(CancellationToken.None)).LastOrDefault(listed =>
                listed.StoreId == log.StoreId && listed.Types == empty.Schema.StoredTypes
                && listed.Revision > log.CompactedRevision && listed.Revision < log.Head);
            return newest is not null && await index.LoadAsync(newest, empty, newest: null, CancellationToken.None) is { } state
                && await IsInLogAsync(state) ? state : null;
        }
        catch (Exception e)
        {
            Unusable(logger, e.Message);
            return null;
        }
    }

    /// <summary>Whether the log has the revision of a snapshot, and not another one with its number.</summary>
    async Task<bool> IsInLogAsync(Snapshot state) =>
        (await changes.ReadStoredAsync(state.Revision - 1, 1, CancellationToken.None)).Entries is [var stored]
        && stored.Fingerprint == state.Id.Fingerprint;

    [LoggerMessage(EventName = "replica.loaded", Level = LogLevel.Information,
        Message = "Loaded {Resources} resources at revision {Revision} in {Milliseconds} ms, from the snapshot of revision {Start}.")]
    static partial void Loaded(ILogger logger, long revision, int resources, int milliseconds, long start);

    [LoggerMessage(EventName = "replica.checkpoint_unusable", Level = LogLevel.Warning,
        Message = "The newest checkpoint cannot be loaded; the whole log is read instead, which takes longer: {Reason}")]
    static partial void Unusable(ILogger logger, string reason);
}
