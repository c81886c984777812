using System.Globalization;
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
    internal Task<LogPage<RevisionEntry>> ReadAsync(long after, int count, CancellationToken cancellationToken) =>
        ReadAsync(after, count, (revision, stored) => RevisionEntry.Parse(schema, revision, stored), cancellationToken);

    /// <summary>The same for somebody who goes on along the log and sends nothing.</summary>
    internal Task<LogPage<ReplayEntry>> ReadForReplayAsync(long after, int count, CancellationToken cancellationToken) => ReadAsync(after, count, ReplayEntry.Parse, cancellationToken);

    async Task<LogPage<T>> ReadAsync<T>(long after, int count, Func<long, ReadOnlyMemory<byte>, T> parse, CancellationToken cancellationToken)
    {
        try
        {
            var connections = await store.OpenAsync(cancellationToken);
            var database = connections.Reads.GetDatabase();
            var reading = database.HashGetAsync(store.Key, Fields(after, count));
            var values = await reading.WaitAsync(cancellationToken);
            if ((string?)values[0] is not { } storeId)
            {
                // Somebody emptied the store under a standing connection: it has to get an identity again.
                connections.Verified = false;
                throw ApiException.StoreUnavailable();
            }

            var head = values[1].IsNull ? 0 : (long)values[1];
            var entries = new List<T>(count);
            for (var i = 3; i < values.Length && !values[i].IsNull && after + i - 2 <= head; i++)
            {
                entries.Add(parse(after + i - 2, (ReadOnlyMemory<byte>)values[i]));
            }

            if (entries.Count > 0)
            {
                await connections.SyncAsync(database).WaitAsync(cancellationToken);
            }

            return new LogPage<T>(storeId, head, values[2].IsNull ? 0 : (long)values[2], entries);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw ApiException.StoreUnavailable();
        }
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

        public void Observe(IReadOnlyList<ReplayEntry> read) => Observe(read.Count, read.Sum(step => (long)step.Length));

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
            var value = (string?)await database.HashGetAsync(store.Key, "q:" + requestId).WaitAsync(cancellationToken);
            if (value is null)
            {
                return null;
            }

            await connections.SyncAsync(database).WaitAsync(cancellationToken);
            var separator = value.IndexOf(':', StringComparison.Ordinal);
            return (long.Parse(value.AsSpan(0, separator), NumberStyles.None, CultureInfo.InvariantCulture), value[(separator + 1)..]);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw ApiException.StoreUnavailable();
        }
    }

    static RedisValue[] Fields(long after, int count)
    {
        var fields = new RedisValue[3 + count];
        (fields[0], fields[1], fields[2]) = ("identity", "head", "floor");
        for (var i = 0; i < count; i++)
        {
            fields[3 + i] = (after + 1 + i).ToString(CultureInfo.InvariantCulture);
        }

        return fields;
    }
}
