using KosovoNato.Kernel.Errors;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>Reads the change log from the store.</summary>
public sealed class ChangeLog(StoreConnection store, Schema schema)
{
    /// <summary>One page of the log, and the bounds of the log when it was read.</summary>
    /// <param name="StoreId">The store ID.</param>
    /// <param name="Head">The head revision.</param>
    /// <param name="HeadRecordedAt">When the head revision was recorded.</param>
    /// <param name="CompactedRevision">The compacted revision: revisions up to this one are gone.</param>
    /// <param name="Entries">The requested revisions, as far as they exist.</param>
    internal sealed record LogPage<T>(
        string StoreId, long Head, DateTimeOffset HeadRecordedAt, long CompactedRevision, IReadOnlyList<T> Entries);

    /// <summary>
    /// Reads up to <paramref name="count"/> revisions after <paramref name="after"/>, together with the head revision, in one round trip.
    /// The returned revisions are durable: the embedded server shows a write before it is on disk, so it is synced before they are
    /// returned.
    /// </summary>
    internal async Task<LogPage<RevisionEntry>> ReadAsync(long after, int count, CancellationToken cancellationToken)
    {
        var page = await ReadStoredAsync(after, count, cancellationToken);
        var entries = page.Entries.Select(stored => RevisionEntry.Parse(schema, stored)).ToList();
        return new(page.StoreId, page.Head, page.HeadRecordedAt, page.CompactedRevision, entries);
    }

    /// <summary>Reads the same revisions in their stored form, for readers that replay the log and send nothing.</summary>
    internal async Task<LogPage<StoredRevision>> ReadStoredAsync(long after, int count, CancellationToken cancellationToken)
    {
        try
        {
            var session = await store.OpenAsync(cancellationToken);
            var reading = session.DurablyAsync(
                session.Reads, database => ReadStoredAsync(database, store.Key, after, count, cancellationToken));
            var page = await reading.WaitAsync(cancellationToken);
            if (page is null)
            {
                // The store was emptied while this connection was open. Verifying it again reports that.
                store.Suspect();
                throw ApiException.StoreUnavailable();
            }

            return page;
        }
        catch (Exception e) when (StoreErrors.IsOfStore(e))
        {
            throw StoreErrors.Unavailable(e);
        }
    }

    // The fields before the revisions.
    const int Bounds = 4;

    /// <summary>Reads revisions from a store; null if the store has no ID. No other code reads revisions.</summary>
    internal static async Task<LogPage<StoredRevision>?> ReadStoredAsync(
        IDatabaseAsync database, RedisKey key, long after, int count, CancellationToken cancellationToken)
    {
        RedisValue[] fields =
        [
            StoreLayout.StoreIdField, StoreLayout.HeadField, StoreLayout.HeadRecordedAtField, StoreLayout.CompactedRevisionField,
            .. Enumerable.Range(1, count).Select(i => (RedisValue)(after + i)),
        ];
        var values = await database.HashGetAsync(key, fields).WaitAsync(cancellationToken);
        if ((string?)values[0] is not { } storeId)
        {
            return null;
        }

        var (head, recordedAt, floor) = (NumberIn(values[1]), StoreLayout.Time(NumberIn(values[2])), NumberIn(values[3]));
        var entries = new List<StoredRevision>(count);
        for (var i = 0; i < count && !values[Bounds + i].IsNull && after + i < head; i++)
        {
            entries.Add(StoredRevision.Parse(after + i + 1, (ReadOnlyMemory<byte>)values[Bounds + i]));
        }

        return new(storeId, head, recordedAt, floor, entries);

        static long NumberIn(RedisValue field) => field.IsNull ? 0 : (long)field;
    }

    /// <summary>
    /// The number of revisions per read, adapted to their size. A revision has between a few hundred bytes and a megabyte, and a read
    /// should neither take a round trip for each revision nor fetch a gigabyte at once.
    /// </summary>
    internal sealed class AdaptiveReadSize(int wantedBytes)
    {
        const int MaxCount = 4_096;

        public int Count { get; private set; } = 4;

        public void Observe(IReadOnlyList<RevisionEntry> read) => Observe(read.Count, read.Sum(entry => (long)entry.Encoded.Length));

        public void Observe(IReadOnlyList<StoredRevision> read) => Observe(read.Count, read.Sum(stored => (long)stored.Value.Length));

        void Observe(int count, long bytes)
        {
            if (count > 0)
            {
                var average = 1 + (bytes / count);
                Count = (int)Math.Clamp(wantedBytes / average, 1, Math.Min(MaxCount, Count * 8));
            }
        }
    }

    /// <summary>Reads one revision, for example an earlier version of a resource; null if the log does not have it.</summary>
    internal async Task<RevisionEntry?> FindAsync(long revision, CancellationToken cancellationToken)
    {
        var look = await ReadAsync(revision - 1, 1, cancellationToken);
        return look.Entries.Count == 1 ? look.Entries[0] : null;
    }

    /// <summary>Finds the outcome of an earlier request with this ID; null if there was none.</summary>
    internal async Task<(long Revision, string Fingerprint)?> FindRequestAsync(string requestId, CancellationToken cancellationToken)
    {
        try
        {
            var session = await store.OpenAsync(cancellationToken);
            var field = StoreLayout.RequestField(requestId);
            if ((await session.Writes.GetDatabase().HashGetAsync(store.Key, field).WaitAsync(cancellationToken)).IsNull)
            {
                return null;
            }

            // Read it again, because the outcome must be durable before it is reported.
            return StoreLayout.ReadRequest(await session
                .DurablyAsync(session.Writes, database => database.HashGetAsync(store.Key, field)).WaitAsync(cancellationToken));
        }
        catch (Exception e) when (StoreErrors.IsOfStore(e))
        {
            throw StoreErrors.Unavailable(e);
        }
    }
}
