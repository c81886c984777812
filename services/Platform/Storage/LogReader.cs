using System.Runtime.CompilerServices;
using KosovoNato.Store.V1;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// Reads the log of a running service for another program, up to the revision that was the head when reading began. Revisions never change;
/// a replaced store and a compaction are detected (<see cref="LogChangedException"/>). Writes nothing.
/// </summary>
public sealed class LogReader
{
    const int PageBytes = 1 << 20;

    readonly IDatabase database;
    readonly RedisKey key;
    readonly Schema schema;

    LogReader(IDatabase database, RedisKey key, Schema schema, ChangeLog.LogPage<StoredRevision> start)
    {
        (this.database, this.key, this.schema) = (database, key, schema);
        (StoreId, Head, CompactedRevision) = (start.StoreId, start.Head, start.CompactedRevision);
    }

    /// <summary>The store ID.</summary>
    public string StoreId { get; }

    /// <summary>The head revision when reading began.</summary>
    public long Head { get; }

    /// <summary>
    /// The compacted revision: revisions up to this one are gone, and its snapshot is the oldest. 0 if the log is complete.
    /// </summary>
    public long CompactedRevision { get; }

    /// <summary>Opens the log; null if no service has used this store.</summary>
    /// <param name="key">The key from <see cref="StoreLayout.KeyOf"/>.</param>
    public static async Task<LogReader?> OpenAsync(IDatabase database, RedisKey key, Schema schema, CancellationToken cancellationToken) =>
        await ChangeLog.ReadStoredAsync(database, key, after: 0, count: 0, cancellationToken) is { } start
            ? new(database, key, schema, start)
            : null;

    /// <summary>
    /// Reads the revisions after <paramref name="after"/> up to <paramref name="last"/>, in order, each with the fingerprint of its
    /// request.
    /// </summary>
    /// <exception cref="LogChangedException">The log changed while it was read.</exception>
    /// <exception cref="InvalidDataException">A revision is missing or corrupted.</exception>
    public async IAsyncEnumerable<StoredRevision> ReadAsync(
        long after, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in ReadPagesAsync(after, last, cancellationToken))
        {
            RedisValue[] fields = [.. page.Select(revision => (RedisValue)RequestFieldOf(revision))];
            var requests = await database.HashGetAsync(key, fields).WaitAsync(cancellationToken);
            foreach (var (revision, request) in page.Zip(requests))
            {
                var made = StoreLayout.ReadRequest(request);
                yield return revision with { RequestFingerprint = made?.Revision == revision.Revision ? made.Value.Fingerprint : null };
            }
        }
    }

    /// <summary>Reads the snapshot at the compacted revision; null if the log is complete.</summary>
    /// <exception cref="LogChangedException">The log changed while it was read.</exception>
    public async Task<StoredSnapshot?> ReadCompactedSnapshotAsync(CancellationToken cancellationToken) =>
        await CompactedAsync(cancellationToken) is (var checkpoint, var header)
            ? new(header, RecordsAsync(checkpoint, header, cancellationToken))
            : null;

    /// <summary>Builds the snapshot at a revision, from the compacted revision to the head. The whole snapshot is held in memory.</summary>
    /// <exception cref="LogChangedException">The log changed while it was read.</exception>
    /// <exception cref="InvalidDataException">A revision is missing or corrupted.</exception>
    public async Task<StoredSnapshot> BuildSnapshotAsync(long revision, CancellationToken cancellationToken)
    {
        var from = Snapshot.Empty(schema, StoreId);
        if (await CompactedAsync(cancellationToken) is (var checkpoint, var header))
        {
            var records = new CheckpointReader(schema, newest: null);
            await foreach (var part in checkpoint.ReadPartsAsync(header, cancellationToken))
            {
                records.Add(part);
            }

            from = records.Read == header.ResourceCount ? records.Build(StoreId, header) : throw Compacted();
        }

        var builder = new Snapshot.Builder(from);
        var (fingerprint, recordedAt) = (from.Id.Fingerprint, from.RecordedAt);
        await foreach (var page in ReadPagesAsync(from.Revision, revision, cancellationToken))
        {
            foreach (var stored in page)
            {
                stored.ApplyTo(schema, builder, record => record);
                (fingerprint, recordedAt) = (stored.Fingerprint, stored.RecordedAt);
            }
        }

        var snapshot = builder.Build(revision, fingerprint, recordedAt);
        return new(CheckpointFormat.HeaderOf(snapshot), CheckpointFormat.RecordsOf(snapshot).ToAsyncEnumerable());
    }

    async IAsyncEnumerable<IReadOnlyList<StoredRevision>> ReadPagesAsync(
        long after, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var size = new ChangeLog.AdaptiveReadSize(PageBytes);
        for (var at = after; at < last;)
        {
            var page = await ChangeLog.ReadStoredAsync(database, key, at, (int)Math.Min(size.Count, last - at), cancellationToken);
            if (page?.StoreId != StoreId)
            {
                throw new LogChangedException("The store was replaced while its log was being read. Start again.");
            }

            if (page.CompactedRevision > at)
            {
                throw Compacted();
            }

            if (page.Entries.Count == 0)
            {
                throw new InvalidDataException($"Revision {at + 1} is missing: the store is corrupted. Restore it from a backup.");
            }

            yield return page.Entries;
            at += page.Entries.Count;
            size.Observe(page.Entries);
        }
    }

    async Task<(StoredCheckpoint Checkpoint, CheckpointHeader Header)?> CompactedAsync(CancellationToken cancellationToken)
    {
        if (CompactedRevision == 0)
        {
            return null;
        }

        var checkpoint = new StoredCheckpoint(database, StoreLayout.CheckpointKey(key, CompactedRevision));
        return (checkpoint, await checkpoint.ReadHeaderAsync(cancellationToken) ?? throw Compacted());
    }

    static async IAsyncEnumerable<CheckpointResource> RecordsAsync(
        StoredCheckpoint checkpoint, CheckpointHeader header, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var part in checkpoint.ReadPartsAsync(header, cancellationToken))
        {
            foreach (var record in CheckpointChunk.Parser.ParseFrom(part.Span).Resources)
            {
                count++;
                yield return record;
            }
        }

        if (count != header.ResourceCount)
        {
            throw Compacted();
        }
    }

    /// <summary>Returns the field of a revision's request; the name of an absent field if the request ID is not a UUID.</summary>
    static string RequestFieldOf(StoredRevision revision) =>
        StoreLayout.RequestField(Guid.TryParse(revision.ReadEnvelope().RequestId, out var id) ? id.ToString("N") : "");

    static LogChangedException Compacted() => new("The service compacted the log while it was being read. Start again.");
}
