namespace KosovoNato.Storage;

/// <summary>
/// The newest revisions, kept in memory once for all watchers, pages and the relay. Bounded by number and by bytes; older revisions are
/// read from the store.
/// </summary>
sealed class Tail(int mostRevisions, int mostBytes)
{
    /// <summary>
    /// The number of newest entries with previous versions, which filters, pages of earlier revisions and some watchers need. Previous
    /// versions of all entries would double the memory.
    /// </summary>
    public const int MaxEntriesWithPrevious = 10_000;

    readonly Lock gate = new();
    RevisionEntry?[] ring = new RevisionEntry?[1024];
    long first = 1;
    long next = 1;
    long bytes;
    string storeId = "";

    /// <summary>The oldest revision in the tail; the next revision if the tail is empty.</summary>
    public long First
    {
        get
        {
            lock (gate)
            {
                return first;
            }
        }
    }

    /// <summary>The ID of the store that the revisions come from.</summary>
    public string StoreId
    {
        get
        {
            lock (gate)
            {
                return storeId;
            }
        }
    }

    public void Clear(string newStoreId, long nextRevision)
    {
        lock (gate)
        {
            storeId = newStoreId;
            ring = new RevisionEntry?[1024];
            (first, next, bytes) = (nextRevision, nextRevision, 0);
        }
    }

    public void Add(RevisionEntry entry)
    {
        lock (gate)
        {
            if (next - first == ring.Length)
            {
                Grow();
            }

            if (next - MaxEntriesWithPrevious >= first)
            {
                ref var older = ref ring[(next - MaxEntriesWithPrevious) % ring.Length];
                bytes -= older!.Size;
                older = older.Compact();
                bytes += older.Size;
            }

            ring[next++ % ring.Length] = entry;
            bytes += entry.Size;
            while (next - first > mostRevisions || (bytes > mostBytes && next - first > 1))
            {
                bytes -= ring[first % ring.Length]!.Size;
                ring[first++ % ring.Length] = null;
            }
        }
    }

    public RevisionEntry? Find(long revision)
    {
        lock (gate)
        {
            return revision >= first && revision < next ? ring[revision % ring.Length] : null;
        }
    }

    /// <summary>
    /// Adds the revisions after <paramref name="after"/> to a list, up to a number of bytes but at least one revision if there is any.
    /// Returns false if the first of these revisions is no longer here or lacks the required previous versions, or if the tail belongs to
    /// another store.
    /// </summary>
    /// <param name="withBefore">Whether the entries must have previous versions.</param>
    public bool TryRead(string ofStore, long after, int upToBytes, bool withBefore, List<RevisionEntry> into)
    {
        lock (gate)
        {
            if (ofStore != storeId || after + 1 < first
                || (withBefore && after < next - 1 && !ring[(after + 1) % ring.Length]!.KnowsBefore))
            {
                return false;
            }

            for (var revision = after + 1; revision < next; revision++)
            {
                var entry = ring[revision % ring.Length]!;
                if (into.Count > 0 && entry.Encoded.Length > upToBytes)
                {
                    break;
                }

                upToBytes -= entry.Encoded.Length;
                into.Add(entry);
            }

            return true;
        }
    }

    void Grow()
    {
        var larger = new RevisionEntry?[ring.Length * 2];
        for (var revision = first; revision < next; revision++)
        {
            larger[revision % larger.Length] = ring[revision % ring.Length];
        }

        ring = larger;
    }
}
