using KosovoNato.Kernel.Errors;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>Reads the log of changes from the store.</summary>
public sealed class ChangeLog(StoreConnection store, Schema schema)
{
    /// <summary>What one look at the store found.</summary>
    /// <param name="StoreId">Which store it is.</param>
    /// <param name="Head">Its newest revision.</param>
    /// <param name="CompactedRevision">Revisions up to this one are no longer kept.</param>
    /// <param name="Entries">The revisions asked for, as far as they exist.</param>
    internal sealed record LogPage<T>(string StoreId, long Head, long CompactedRevision, IReadOnlyList<T> Entries);

    /// <summary>
    /// Reads up to <paramref name="count"/> revisions after one, together with the head, in one round trip. What comes back
    /// is durable: the embedded server, which shows a write before it is on disk, is synced before it is believed.
    /// </summary>
    internal async Task<LogPage<RevisionEntry>> ReadAsync(long after, int count, CancellationToken cancellationToken)
    {
        var page = await ReadStoredAsync(after, count, cancellationToken);
        var entries = page.Entries.Select(stored => RevisionEntry.Parse(schema, stored)).ToList();
        return new(page.StoreId, page.Head, page.CompactedRevision, entries);
    }

    /// <summary>The same for a reader that goes on along the log and sends nothing.</summary>
    internal async Task<LogPage<StoredRevision>> ReadStoredAsync(long after, int count, CancellationToken cancellationToken)
    {
        try
        {
            var connections = await store.OpenAsync(cancellationToken);
            var database = connections.Reads.GetDatabase();
            var page = await ReadStoredAsync(database, store.Key, after, count, cancellationToken);
            if (page is null)
            {
                // Somebody emptied the store under a standing connection: it has to get a store ID again.
                connections.Verified = false;
                throw ApiException.StoreUnavailable();
            }

            if (page.Entries.Count > 0)
            {
                await connections.SyncAsync(database).WaitAsync(cancellationToken);
            }

            return page;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw ApiException.StoreUnavailable();
        }
    }

    /// <summary>The only place that reads revisions from a store; null if the store has no ID.</summary>
    internal static async Task<LogPage<StoredRevision>?> ReadStoredAsync(
        IDatabase database, RedisKey key, long after, int count, CancellationToken cancellationToken)
    {
        RedisValue[] fields =
        [
            StoreLayout.StoreIdField, StoreLayout.HeadField, StoreLayout.CompactedRevisionField,
            .. Enumerable.Range(1, count).Select(i => (RedisValue)StoreLayout.Number(after + i)),
        ];
        var values = await database.HashGetAsync(key, fields).WaitAsync(cancellationToken);
        if ((string?)values[0] is not { } storeId)
        {
            return null;
        }

        var head = values[1].IsNull ? 0 : (long)values[1];
        var entries = new List<StoredRevision>(count);
        for (var i = 3; i < values.Length && !values[i].IsNull && after + i - 2 <= head; i++)
        {
            entries.Add(StoredRevision.Parse(after + i - 2, (ReadOnlyMemory<byte>)values[i]));
        }

        return new(storeId, head, values[2].IsNull ? 0 : (long)values[2], entries);
    }

    /// <summary>
    /// Adapts how many revisions one read asks for to how large they are: a revision may have a few hundred bytes or a
    /// megabyte, and a reader wants neither a round trip for each nor a gigabyte at once.
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

    /// <summary>Reads single revisions, such as the earlier versions of one resource.</summary>
    internal async Task<RevisionEntry?> FindAsync(long revision, CancellationToken cancellationToken)
    {
        var look = await ReadAsync(revision - 1, 1, cancellationToken);
        return look.Entries.Count == 1 ? look.Entries[0] : null;
    }

    /// <summary>Finds what an earlier request with this id did, if there was one.</summary>
    internal async Task<(long Revision, string Fingerprint)?> FindRequestAsync(string requestId, CancellationToken cancellationToken)
    {
        try
        {
            var connections = await store.OpenAsync(cancellationToken);
            var database = connections.Writes.GetDatabase();
            var value = await database.HashGetAsync(store.Key, StoreLayout.RequestField(requestId)).WaitAsync(cancellationToken);
            if (value.IsNull)
            {
                return null;
            }

            await connections.SyncAsync(database).WaitAsync(cancellationToken);
            return StoreLayout.ReadRequest(value);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw ApiException.StoreUnavailable();
        }
    }
}
