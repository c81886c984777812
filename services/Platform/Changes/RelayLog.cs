using KosovoNato.Changes.V1;
using KosovoNato.Platform.Bus;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Store;
using KosovoNato.Platform.Telemetry;

namespace KosovoNato.Platform.Changes;

/// <summary>Reads the log as the relay publishes it: every revision, each change with the state before it.</summary>
sealed class RelayLog(Schema schema, Replica replica, ChangeLog log)
{
    const int MostBytes = 1 << 20;

    readonly ChangeLog.ReadSize readSize = new(MostBytes);
    readonly List<LogEntry> entries = [];

    /// <summary>Reads the next revisions, from memory or else from the store; nothing if the store has become another one.</summary>
    public async Task<IReadOnlyList<OutgoingChange>> ReadAsync(RelayPosition position, int most, CancellationToken cancel)
    {
        entries.Clear();
        if (!replica.TryReadTail(position.Store, position.Revision, MostBytes, withBefore: true, entries))
        {
            var look = await log.ReadAsync(position.Revision, Math.Min(readSize.Count, most), cancel);
            if (look.StoreId != position.Store)
            {
                replica.LookNow();
                return [];
            }

            if (look.Floor > position.Revision)
            {
                // The bus came later than the retention: what was let go before is not published.
                return await ReadAsync(position with { Revision = look.Floor }, most, cancel);
            }

            readSize.Learn(look.Entries);
            entries.AddRange(look.Entries);
        }

        return [.. entries.Take(most).Select(entry => OutgoingOf(position.Store, entry))];
    }

    OutgoingChange OutgoingOf(string store, LogEntry entry)
    {
        var head = ChangeEnvelope.Parser.ParseFrom(entry.Head.Span);
        var subject = entry.Changes is [var only] ? only.After.Name : schema.Service;
        var id = new EventId(schema.Service, store, entry.Revision);
        return new OutgoingChange(id, schema.Changes, entry.RecordedAt, subject, ChangeTrace.TraceparentOf(head, id), Encode(entry));
    }

    byte[] Encode(LogEntry entry)
    {
        var changes = entry.Changes.Select(change => change.WithStoredPrevious(schema)).ToList();
        var body = new byte[entry.HeadLength + changes.Sum(change => WireWriter.SizeOfField(ChangeEnvelope.ChangesFieldNumber, LengthOf(change)))];
        entry.Head.CopyTo(body);
        var at = entry.HeadLength;
        foreach (var change in changes)
        {
            at += WireWriter.WriteHeader(body.AsSpan(at), ChangeEnvelope.ChangesFieldNumber, LengthOf(change));
            change.Encoded.Span.CopyTo(body.AsSpan(at));
            at += change.Encoded.Length;
            if (change.Before is { } before)
            {
                at += WireWriter.WriteField(body.AsSpan(at), ResourceChange.PreviousFieldNumber, before.Wrapped.Span);
            }
        }

        return body;
    }

    static int LengthOf(Change change) =>
        change.Encoded.Length + (change.Before is { } before ? WireWriter.SizeOfField(ResourceChange.PreviousFieldNumber, before.Wrapped.Length) : 0);
}
