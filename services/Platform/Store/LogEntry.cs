using System.Buffers.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KosovoNato.Changes.V1;

namespace KosovoNato.Platform.Store;

/// <summary>
/// One revision of the log. It is encoded once, as watchers get it, and those bytes are all there is: the newest version of
/// a resource points into them, and so does every watcher.
/// </summary>
sealed class LogEntry
{
    LogEntry(long revision, DateTimeOffset recordedAt, byte[] encoded, int headLength, Change[] changes)
    {
        Revision = revision;
        RecordedAt = recordedAt;
        Encoded = encoded;
        HeadLength = headLength;
        Changes = changes;
    }

    public long Revision { get; }

    public DateTimeOffset RecordedAt { get; }

    /// <summary>The encoded change message, without the states before.</summary>
    public byte[] Encoded { get; }

    /// <summary>How many of its bytes come before the changes: revision, time, who and why.</summary>
    public int HeadLength { get; }

    public ReadOnlyMemory<byte> Head => Encoded.AsMemory(0, HeadLength);

    public IReadOnlyList<Change> Changes { get; }

    /// <summary>Says whether the changes know the states before them.</summary>
    public bool KnowsBefore => Changes.All(change => change.Before is not null || change.PreviousRevision == 0);

    /// <summary>The same entry without the states before. Who reads this one goes on undisturbed.</summary>
    public LogEntry WithoutBefore() => new(Revision, RecordedAt, Encoded, HeadLength, [.. Changes.Select(change => change.WithoutBefore())]);

    /// <summary>Reads what the store keeps: microseconds, a colon, and the change message without revision and time.</summary>
    public static LogEntry Parse(Schema schema, long revision, ReadOnlyMemory<byte> stored)
    {
        var separator = stored.Span.IndexOf((byte)':');
        if (separator < 1 || !Utf8Parser.TryParse(stored.Span[..separator], out long microseconds, out var read) || read != separator)
        {
            throw new InvalidDataException($"Revision {revision} of the log does not begin with a time.");
        }

        return Parse(schema, revision, microseconds, stored[(separator + 1)..]);
    }

    /// <param name="microseconds">When it was recorded, since 1970.</param>
    /// <param name="change">The change message without revision and time; resources with the states before.</param>
    public static LogEntry Parse(Schema schema, long revision, long microseconds, ReadOnlyMemory<byte> change)
    {
        var recordedAt = DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        var own = new ChangeEnvelope { Revision = revision, RecordedAt = Timestamp.FromDateTimeOffset(recordedAt) };
        var ownLength = own.CalculateSize();
        var encoded = new byte[ownLength + LengthWithoutPrevious(change, out var changesCount)];
        own.WriteTo(encoded.AsSpan(0, ownLength));

        var changes = new Change[changesCount];
        int at = ownLength, head = ownLength, count = 0, from = 0;
        var fields = new WireReader(change);
        while (fields.Read())
        {
            var whole = change.Span[from..fields.Position];
            from = fields.Position;
            if (fields.Field != ChangeEnvelope.ChangesFieldNumber)
            {
                whole.CopyTo(encoded.AsSpan(at));
                at += whole.Length;
                head = at;
                continue;
            }

            at += WireWriter.WriteHeader(encoded.AsSpan(at), ChangeEnvelope.ChangesFieldNumber, Change.LengthWithoutPrevious(fields.Content));
            changes[count++] = Change.Copy(schema, revision, fields.Content, encoded, ref at);
        }

        return new LogEntry(revision, recordedAt, encoded, head, changes);
    }

    static int LengthWithoutPrevious(ReadOnlyMemory<byte> change, out int changes)
    {
        int length = 0, from = 0;
        changes = 0;
        var fields = new WireReader(change);
        while (fields.Read())
        {
            if (fields.Field == ChangeEnvelope.ChangesFieldNumber)
            {
                length += WireWriter.SizeOfField(fields.Field, Change.LengthWithoutPrevious(fields.Content));
                changes++;
            }
            else
            {
                length += fields.Position - from;
            }

            from = fields.Position;
        }

        return length;
    }
}
