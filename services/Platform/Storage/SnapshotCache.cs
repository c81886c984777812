namespace KosovoNato.Storage;

/// <summary>
/// The most recently used earlier snapshots, so that the pages of a List, or queries at the same transaction time, rebuild their snapshot
/// once. Bounded by number and by the bytes that only these snapshots hold. An evicted snapshot is rebuilt on demand.
/// </summary>
sealed class SnapshotCache(Replica replica)
{
    const int MaxKept = 64;
    const long MaxBytes = 64 << 20;

    readonly Lock gate = new();

    // The most recently used snapshot is the first.
    readonly LinkedList<Entry> kept = new();
    readonly Dictionary<(string StoreId, long Revision), LinkedListNode<Entry>> byRevision = [];

    public Snapshot? Find(string storeId, long revision)
    {
        lock (gate)
        {
            if (!byRevision.TryGetValue((storeId, revision), out var node))
            {
                return null;
            }

            kept.Remove(node);
            kept.AddFirst(node);
            return node.Value.State;
        }
    }

    /// <summary>Returns the newest cached snapshot at or before a revision.</summary>
    public Snapshot? NewestUpTo(string storeId, long revision)
    {
        lock (gate)
        {
            return kept.Select(k => k.State).Where(state => state.StoreId == storeId && state.Revision <= revision)
                .MaxBy(state => state.Revision);
        }
    }

    public void Keep(Snapshot state, Snapshot newest)
    {
        var replaced = replica.ReplacedBytes;
        var bytes = ReferenceEquals(state, newest) ? 0 : state.BytesNotSharedWith(newest);
        lock (gate)
        {
            if (byRevision.ContainsKey((state.StoreId, state.Revision)))
            {
                return;
            }

            byRevision.Add((state.StoreId, state.Revision), kept.AddFirst(new Entry(state, bytes, replaced)));
            for (var all = kept.Sum(k => k.Bytes + replaced - k.ReplacedBefore); kept.Count > 1
                && (kept.Count > MaxKept || all > MaxBytes);)
            {
                var oldest = kept.Last!.Value;
                all -= oldest.Bytes + replaced - oldest.ReplacedBefore;
                kept.RemoveLast();
                byRevision.Remove((oldest.State.StoreId, oldest.State.Revision));
            }
        }
    }

    /// <param name="Bytes">The bytes that the snapshot did not share with the newest snapshot when it was cached.</param>
    /// <param name="ReplacedBefore"><see cref="Replica.ReplacedBytes"/> when the snapshot was cached. Versions that were replaced since
    /// then may be held only here.</param>
    sealed record Entry(Snapshot State, long Bytes, long ReplacedBefore);
}
