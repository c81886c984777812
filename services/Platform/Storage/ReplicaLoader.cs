using KosovoNato.Kernel.Errors;

namespace KosovoNato.Storage;

/// <summary>Loads the replica at the start, and again when the store was replaced or lost revisions.</summary>
sealed class ReplicaLoader(ChangeLog changes, CheckpointStore checkpoints, Replica replica)
{
    const int ReadBytes = 1 << 20;
    const int LargeLoadResources = 10_000;

    /// <summary>Starts over from the compacted revision, and opens the replica once it has all that the store had.</summary>
    public async Task LoadAsync()
    {
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

            // Read ahead while this page is applied.
            after = look.Entries[^1].Revision;
            size.Observe(look.Entries);
            reading = changes.ReadAsync(after, size.Count, CancellationToken.None);
            replica.Apply(look.Entries);
        }

        replica.Apply((await reading).Entries);
        replica.MarkRead();
        if (first.Head - state.Revision > LargeLoadResources)
        {
            // A large load leaves garbage that the process would otherwise keep for its lifetime.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        replica.Loaded();
    }
}
