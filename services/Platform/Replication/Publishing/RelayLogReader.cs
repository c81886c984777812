using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Replication.Bus;
using KosovoNato.Storage;
using KosovoNato.Storage.Leases;

namespace KosovoNato.Replication.Publishing;

/// <summary>Reads the log for the relay: every revision, each change with the previous version of its resource.</summary>
sealed class RelayLogReader(Schema schema, Replica replica, ChangeLog log)
{
    const int MaxBytes = 1 << 20;

    readonly ChangeLog.AdaptiveReadSize readSize = new(MaxBytes);
    readonly List<RevisionEntry> entries = [];

    /// <summary>
    /// Reads the next revisions, from memory if possible, otherwise from the store, and returns them with the position after them. Returns
    /// none if the store was replaced.
    /// </summary>
    public async Task<(IReadOnlyList<OutgoingChange> Changes, RelayPosition End)> ReadAsync(
        RelayPosition position, int most, CancellationToken cancellationToken)
    {
        entries.Clear();
        if (!replica.TryReadTail(position.StoreId, position.Revision, MaxBytes, withBefore: true, entries))
        {
            var look = await log.ReadAsync(position.Revision, Math.Min(readSize.Count, most), cancellationToken);
            if (look.StoreId != position.StoreId)
            {
                replica.RequestRefresh();
                return ([], position);
            }

            if (look.CompactedRevision > position.Revision)
            {
                // The bus was added after a compaction, so the compacted revisions are not published.
                var start = new RelayPosition(new(look.StoreId, look.CompactedRevision, default));
                return await ReadAsync(start, most, cancellationToken);
            }

            readSize.Observe(look.Entries);
            entries.AddRange(look.Entries);
        }

        List<RevisionEntry> window = [.. entries.Take(most)];
        var end = window is [.., var last] ? new(new(position.StoreId, last.Revision, last.Fingerprint)) : position;
        return ([.. window.Select(entry => OutgoingOf(position.StoreId, entry))], end);
    }

    OutgoingChange OutgoingOf(string store, RevisionEntry entry)
    {
        var head = ChangeEnvelope.Parser.ParseFrom(entry.Header.Span);
        var subject = entry.Changes is [var only] ? only.After.Name : schema.Service;
        var id = new ChangeEventId(schema.Service, store, entry.Revision);
        return new OutgoingChange(
            id, schema.Changes, entry.RecordedAt, subject, ChangeTraceContext.TraceparentOf(head, id), entry.EncodeWithPrevious());
    }
}
