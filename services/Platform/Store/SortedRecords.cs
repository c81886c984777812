namespace KosovoNato.Platform.Store;

/// <summary>
/// Records in the order of their names, immutable: a change makes a new list that shares all but one small array with the
/// one before. Two levels of arrays instead of a tree of nodes: a page is read in memory order, and the collector has a few
/// hundred objects to look at in place of a hundred thousand.
/// </summary>
sealed class SortedRecords
{
    const int MostInChunk = 256;

    public static readonly SortedRecords Empty = new([], 0);

    readonly Record[][] chunks;

    SortedRecords(Record[][] chunks, int count) => (this.chunks, Count) = (chunks, count);

    public int Count { get; }

    public IEnumerable<Record> All => chunks.SelectMany(chunk => chunk);

    public Record? Find(string name)
    {
        var chunk = ChunkOf(chunks, name);
        return chunk < 0 ? null : IndexIn(chunks[chunk], name) is >= 0 and var index ? chunks[chunk][index] : null;
    }

    /// <summary>The records from a name on; without that name itself if <paramref name="after"/> says so.</summary>
    public IEnumerable<Record> From(string name, bool after)
    {
        var first = Math.Max(ChunkOf(chunks, name), 0);
        for (var chunk = first; chunk < chunks.Length; chunk++)
        {
            var start = 0;
            if (chunk == first)
            {
                start = IndexIn(chunks[chunk], name);
                start = start < 0 ? ~start : after ? start + 1 : start;
            }

            for (var i = start; i < chunks[chunk].Length; i++)
            {
                yield return chunks[chunk][i];
            }
        }
    }

    /// <summary>The last chunk that begins at or before the name, or -1.</summary>
    static int ChunkOf(IReadOnlyList<Record[]> chunks, string name)
    {
        int low = 0, high = chunks.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(chunks[middle][0].Name, name) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }

    /// <summary>Where the name is, or the complement of where it would be.</summary>
    static int IndexIn(Record[] chunk, string name)
    {
        int low = 0, high = chunk.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(chunk[middle].Name, name);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }

    /// <summary>Collects changes for the next list. Arrays that it made itself are changed in place.</summary>
    internal sealed class Builder(SortedRecords from)
    {
        readonly List<Record[]> chunks = [.. from.chunks];
        readonly HashSet<Record[]> own = new(ReferenceEqualityComparer.Instance);
        int count = from.Count;

        public IEnumerable<Record> All => chunks.SelectMany(chunk => chunk);

        public Record? Find(string name) =>
            Place(name, out var index) is >= 0 and var place && index >= 0 ? chunks[place][index] : null;

        /// <summary>Puts a record in the place of the one with its name, or where it belongs.</summary>
        public void Put(Record record)
        {
            var place = Place(record.Name, out var index);
            if (place < 0)
            {
                chunks.Add(Made([record]));
                count++;
            }
            else if (index >= 0)
            {
                chunks[place] = own.Contains(chunks[place]) ? chunks[place] : Made([.. chunks[place]]);
                chunks[place][index] = record;
            }
            else
            {
                Insert(place, ~index, record);
                count++;
            }
        }

        public void Remove(string name)
        {
            var place = Place(name, out var index);
            if (place < 0 || index < 0)
            {
                return;
            }

            count--;
            if (chunks[place].Length == 1)
            {
                chunks.RemoveAt(place);
            }
            else
            {
                chunks[place] = Made([.. chunks[place].AsSpan(0, index), .. chunks[place].AsSpan(index + 1)]);
            }
        }

        public SortedRecords Build() => new([.. chunks], count);

        void Insert(int place, int at, Record record)
        {
            var chunk = chunks[place];
            Record[] longer = [.. chunk.AsSpan(0, at), record, .. chunk.AsSpan(at)];
            if (longer.Length <= MostInChunk)
            {
                chunks[place] = Made(longer);
                return;
            }

            // Names often come in order: what is full then stays full.
            var cut = at == chunk.Length ? chunk.Length : longer.Length / 2;
            chunks[place] = Made(longer[..cut]);
            chunks.Insert(place + 1, Made(longer[cut..]));
        }

        /// <summary>The chunk that a name is in or belongs to, -1 if there is none, and its index as IndexIn gives it.</summary>
        int Place(string name, out int index)
        {
            var place = Math.Max(ChunkOf(chunks, name), Math.Min(chunks.Count, 1) - 1);
            index = place < 0 ? -1 : IndexIn(chunks[place], name);
            return place;
        }

        Record[] Made(Record[] chunk)
        {
            own.Add(chunk);
            return chunk;
        }
    }
}
