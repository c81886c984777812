using System.Runtime.CompilerServices;
using KosovoNato.Store.V1;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// Reads a service's log for a program beside the service, which goes on meanwhile: up to the revision that was the head when
/// reading began. Revisions never change; what may change is noticed (<see cref="LogChangedException"/>). It writes nothing.
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

    /// <summary>Which store it is.</summary>
    public string StoreId { get; }

    /// <summary>The head revision when reading began.</summary>
    public long Head { get; }

    /// <summary>Revisions up to this one are no longer in the log; its snapshot is the oldest. 0 if all revisions are there.</summary>
    public long CompactedRevision { get; }

    /// <summary>Looks at the log; null if no service has used this store.</summary>
    /// <param name="key">As <see cref="StoreLayout.KeyOf"/> gives it.</param>
    public static async Task<LogReader?> OpenAsync(IDatabase database, RedisKey key, Schema schema, CancellationToken cancellationToken) =>
        await ChangeLog.ReadStoredAsync(database, key, after: 0, count: 0, cancellationToken) is { } start
            ? new(database, key, schema, start)
            : null;

    /// <summary>The revisions after one up to another, in order, each with the fingerprint of its request.</summary>
    /// <exception cref="LogChangedException">The log changed while it was read.</exception>
    /// <exception cref="InvalidDataException">A revision is missing or damaged.</exception>
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
                yield return revision with { Fingerprint = made?.Revision == revision.Revision ? made.Value.Fingerprint : null };
            }
        }
    }

    /// <summary>The snapshot at the compacted revision; null if all revisions are in the log.</summary>
    /// <exception cref="LogChangedException">The log changed while it was read.</exception>
    public async Task<StoredSnapshot?> ReadCompactedSnapshotAsync(CancellationToken cancellationToken) =>
        await CompactedAsync(cancellationToken) is (var checkpoint, var header)
            ? new(header, RecordsAsync(checkpoint, header, cancellationToken))
            : null;

    /// <summary>The snapshot at a revision from the compacted one to the head. Held in memory as a whole.</summary>
    /// <exception cref="LogChangedException">The log changed while it was read.</exception>
    /// <exception cref="InvalidDataException">A revision is missing or damaged.</exception>
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

            from = records.Read == header.Records ? records.Build(StoreId, header) : throw Compacted();
        }

        var builder = new Snapshot.Builder(from);
        var recordedAt = from.RecordedAt;
        await foreach (var page in ReadPagesAsync(from.Revision, revision, cancellationToken))
        {
            foreach (var stored in page)
            {
                stored.ApplyTo(schema, builder, record => record);
                recordedAt = stored.RecordedAt;
            }
        }

        var snapshot = builder.Build(revision, recordedAt);
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
                throw new LogChangedException("The store became another one while it was read. Start again.");
            }

            if (page.CompactedRevision > at)
            {
                throw Compacted();
            }

            if (page.Entries.Count == 0)
            {
                throw new InvalidDataException($"Revision {at + 1} is missing in the store, which is damaged. Restore it from a backup.");
            }

            yield return page.Entries;
            at += page.Entries.Count;
            size.Observe(page.Entries);
        }
    }

    async Task<(StoredCheckpoint Checkpoint, KeptState Header)?> CompactedAsync(CancellationToken cancellationToken)
    {
        if (CompactedRevision == 0)
        {
            return null;
        }

        var checkpoint = new StoredCheckpoint(database, StoreLayout.CheckpointKey(key, CompactedRevision));
        return (checkpoint, await checkpoint.ReadHeaderAsync(cancellationToken) ?? throw Compacted());
    }

    static async IAsyncEnumerable<KeptRecord> RecordsAsync(
        StoredCheckpoint checkpoint, KeptState header, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var part in checkpoint.ReadPartsAsync(header, cancellationToken))
        {
            foreach (var record in KeptPart.Parser.ParseFrom(part.Span).Records)
            {
                count++;
                yield return record;
            }
        }

        if (count != header.Records)
        {
            throw Compacted();
        }
    }

    /// <summary>The field that the request of a revision has; one that does not exist if it had no UUID.</summary>
    static string RequestFieldOf(StoredRevision revision) =>
        StoreLayout.RequestField(Guid.TryParse(revision.ReadEnvelope().RequestId, out var id) ? id.ToString("N") : "");

    static LogChangedException Compacted() => new("The service let old revisions go while they were read. Start again.");
}
