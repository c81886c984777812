namespace KosovoNato.Storage;

/// <summary>
/// Earlier states that were asked for last: the pages of a list cost their state once, and so does a question about what was
/// known. Bounded by number and by the bytes that only they hold; what leaves is made again when somebody asks.
/// </summary>
sealed class SnapshotCache(Replica replica)
{
    const int MaxKept = 64;
    const long MaxBytes = 64 << 20;

    readonly Lock gate = new();

    // The one that was asked for last is the first.
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

    /// <summary>The newest kept state at or before a revision.</summary>
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

    /// <param name="Bytes">What it did not share with the newest state when it was kept.</param>
    /// <param name="ReplacedBefore">How many bytes of the newest state had been replaced by then; what was replaced since may be held
    /// here.</param>
    sealed record Entry(Snapshot State, long Bytes, long ReplacedBefore);
}
