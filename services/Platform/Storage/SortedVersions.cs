using System.Runtime.CompilerServices;

namespace KosovoNato.Storage;

/// <summary>
/// An immutable list of versions in name order. A change creates a new list that shares all but one small array with the list before. It
/// has two levels of arrays instead of a tree of nodes: a page is read in memory order, and the garbage collector sees a few hundred
/// objects instead of a hundred thousand.
/// </summary>
sealed class SortedVersions
{
    const int MaxChunkSize = 256;

    // Leaves room in each chunk, so that the next few names do not split all of them.
    const int InitialChunkSize = 192;

    public static readonly SortedVersions Empty = new([], 0);

    readonly ResourceVersion[][] chunks;

    SortedVersions(ResourceVersion[][] chunks, int count) => (this.chunks, Count) = (chunks, count);

    /// <param name="sorted">Versions in name order, each name once.</param>
    public static SortedVersions Of(IReadOnlyCollection<ResourceVersion> sorted) =>
        sorted.Count == 0 ? Empty : new([.. sorted.Chunk(InitialChunkSize)], sorted.Count);

    public int Count { get; }

    public IEnumerable<ResourceVersion> All => chunks.SelectMany(chunk => chunk);

    public ResourceVersion? Find(string name)
    {
        var chunk = ChunkOf(chunks, name);
        return chunk < 0 ? null : IndexIn(chunks[chunk], name) is >= 0 and var index ? chunks[chunk][index] : null;
    }

    /// <summary>Returns the versions from a name on; without the name itself if <paramref name="after"/> is true.</summary>
    public IEnumerable<ResourceVersion> From(string name, bool after)
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

    /// <summary>Merges two lists in name order: each pair has the versions with the same name, null where a list has none.</summary>
    /// <param name="after">Only names after this name are returned.</param>
    /// <param name="sharedToo">Whether pairs of the same object are included. If false, shared chunks are skipped as a whole, so that
    /// similar lists are compared fast.</param>
    public static IEnumerable<(ResourceVersion? From, ResourceVersion? To)> Pairs(
        SortedVersions from, SortedVersions to, string? after, bool sharedToo)
    {
        var left = new Position(from.chunks, after);
        var right = new Position(to.chunks, after);
        while (left.Record is not null || right.Record is not null)
        {
            if (!sharedToo && left.IsAtStart && right.IsAtStart && ReferenceEquals(left.Chunk, right.Chunk))
            {
                left.SkipChunk();
                right.SkipChunk();
                continue;
            }

            var order = left.Record is not { } one ? 1 : right.Record is not { } other ? -1 : string.CompareOrdinal(one.Name, other.Name);
            var pair = (order <= 0 ? left.Record : null, order >= 0 ? right.Record : null);
            if (order <= 0)
            {
                left.Move();
            }

            if (order >= 0)
            {
                right.Move();
            }

            if (sharedToo || !ReferenceEquals(pair.Item1, pair.Item2))
            {
                yield return pair;
            }
        }
    }

    /// <summary>A cursor in a list.</summary>
    struct Position
    {
        readonly ResourceVersion[][] chunks;
        int chunk;
        int index;

        public Position(ResourceVersion[][] chunks, string? after)
        {
            this.chunks = chunks;
            if (after is null)
            {
                return;
            }

            chunk = Math.Max(ChunkOf(chunks, after), 0);
            if (chunk < chunks.Length)
            {
                var found = IndexIn(chunks[chunk], after);
                index = found < 0 ? ~found : found + 1;
                Settle();
            }
        }

        public readonly ResourceVersion[]? Chunk => chunk < chunks.Length ? chunks[chunk] : null;

        public readonly ResourceVersion? Record => chunk < chunks.Length ? chunks[chunk][index] : null;

        public readonly bool IsAtStart => index == 0 && chunk < chunks.Length;

        public void Move()
        {
            index++;
            Settle();
        }

        public void SkipChunk() => (chunk, index) = (chunk + 1, 0);

        void Settle()
        {
            if (index == chunks[chunk].Length)
            {
                SkipChunk();
            }
        }
    }

    /// <summary>Returns the index of the last chunk that begins at or before the name, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int ChunkOf(ResourceVersion[][] chunks, string name)
    {
        int low = 0, high = chunks.Length - 1;
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

    /// <summary>Returns the index of the name, or the complement of the index where it would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int IndexIn(ResourceVersion[] chunk, string name)
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

    /// <summary>Collects changes for the next list. Changes its own arrays in place; it copies the array of chunks only once.</summary>
    internal sealed class Builder(SortedVersions from)
    {
        ResourceVersion[][] chunks = [.. from.chunks];
        readonly HashSet<ResourceVersion[]> own = new(ReferenceEqualityComparer.Instance);
        int count = from.Count;

        public IEnumerable<ResourceVersion> All => chunks.SelectMany(chunk => chunk);

        public ResourceVersion? Find(string name) =>
            Place(name, out var index) is >= 0 and var place && index >= 0 ? chunks[place][index] : null;

        /// <summary>Replaces the version with the same name, or inserts the version in name order.</summary>
        public void Put(ResourceVersion record)
        {
            var place = Place(record.Name, out var index);
            if (place < 0)
            {
                chunks = [Made([record])];
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
            own.Remove(chunks[place]);
            if (chunks[place].Length == 1)
            {
                chunks = [.. chunks.AsSpan(0, place), .. chunks.AsSpan(place + 1)];
            }
            else
            {
                chunks[place] = Made([.. chunks[place].AsSpan(0, index), .. chunks[place].AsSpan(index + 1)]);
            }
        }

        /// <summary>Returns the list. The builder must not be used afterwards.</summary>
        public SortedVersions Build() => new(chunks, count);

        void Insert(int place, int at, ResourceVersion record)
        {
            var chunk = chunks[place];
            ResourceVersion[] longer = [.. chunk.AsSpan(0, at), record, .. chunk.AsSpan(at)];
            // Otherwise, the arrays before each of a hundred thousand inserts would stay in memory until the end.
            own.Remove(chunk);
            if (longer.Length <= MaxChunkSize)
            {
                chunks[place] = Made(longer);
                return;
            }

            // Names often arrive in order: a full chunk then stays full.
            var cut = at == chunk.Length ? chunk.Length : longer.Length / 2;
            chunks[place] = Made(longer[..cut]);
            chunks = [.. chunks.AsSpan(0, place + 1), Made(longer[cut..]), .. chunks.AsSpan(place + 1)];
        }

        /// <summary>
        /// Returns the index of the chunk that contains the name or would contain it, -1 if there are no chunks. The index in the chunk is
        /// as IndexIn returns it.
        /// </summary>
        int Place(string name, out int index)
        {
            var place = Math.Max(ChunkOf(chunks, name), Math.Min(chunks.Length, 1) - 1);
            index = place < 0 ? -1 : IndexIn(chunks[place], name);
            return place;
        }

        ResourceVersion[] Made(ResourceVersion[] chunk)
        {
            own.Add(chunk);
            return chunk;
        }
    }
}
