using System.Buffers.Text;
using System.Text;
using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>
/// One revision as the store keeps it: its time, a colon, and the change message without revision and time. The message has the
/// previous version of each resource, and what was mirrored of an upstream; neither leaves the service this way.
/// </summary>
public readonly record struct StoredRevision
{
    readonly int timeLength;

    StoredRevision(long revision, long microseconds, ReadOnlyMemory<byte> value, int timeLength) =>
        (Revision, Microseconds, Value, this.timeLength) = (revision, microseconds, value, timeLength);

    /// <summary>Its number.</summary>
    public long Revision { get; }

    /// <summary>All bytes of its field.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>When it was recorded, in microseconds since 1970.</summary>
    public long Microseconds { get; }

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset RecordedAt => StoreLayout.Time(Microseconds);

    /// <summary>The fingerprint of the request that made it; null if there was no request ID or the fingerprint was not read.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The change message without revision and time.</summary>
    internal ReadOnlyMemory<byte> Change => Value[(timeLength + 1)..];

    /// <summary>Reads the field of a revision.</summary>
    /// <exception cref="InvalidDataException">It does not begin with a time.</exception>
    public static StoredRevision Parse(long revision, ReadOnlyMemory<byte> value)
    {
        var separator = value.Span.IndexOf((byte)':');
        return separator > 0 && Utf8Parser.TryParse(value.Span[..separator], out long microseconds, out var read) && read == separator
            ? new(revision, microseconds, value, separator)
            : throw new InvalidDataException($"Revision {revision} of the log does not begin with a time.");
    }

    /// <summary>The opposite of <see cref="Split"/>.</summary>
    /// <param name="change">The change message without revision and time, with the previous versions.</param>
    /// <param name="learned">What was mirrored of an upstream; null if nothing was.</param>
    public static StoredRevision Create(long revision, DateTimeOffset recordedAt, IMessage change, Learned? learned)
    {
        var microseconds = StoreLayout.Microseconds(recordedAt);
        var time = Encoding.ASCII.GetBytes(StoreLayout.Number(microseconds));
        var mirrored = learned is null ? [] : new StoredChange { Learned = learned }.ToByteArray();
        byte[] value = [.. time, (byte)':', .. change.ToByteArray(), .. mirrored];
        return new(revision, microseconds, value, time.Length);
    }

    /// <summary>The change message of the service, encoded, and what was mirrored of an upstream; null if nothing was.</summary>
    public (byte[] Change, Learned? Learned) Split()
    {
        var own = new MemoryStream(Change.Length);
        Learned? learned = null;
        var from = 0;
        var fields = new WireReader(Change);
        while (fields.Read())
        {
            if (fields.Field == StoredChange.LearnedFieldNumber)
            {
                learned = Learned.Parser.ParseFrom(fields.Content.Span);
            }
            else
            {
                own.Write(Change.Span[from..fields.Position]);
            }

            from = fields.Position;
        }

        return (own.ToArray(), learned);
    }

    /// <summary>The change in the form in which the changes of all services can be read.</summary>
    public ChangeEnvelope ReadEnvelope() => ChangeEnvelope.Parser.ParseFrom(Change.Span);

    /// <summary>
    /// Applies the new versions to a snapshot; returns how many steps that were, as <see cref="RevisionEntry.Weight"/> counts. A
    /// third of the work of a <see cref="RevisionEntry"/>, because the message for watchers is not made.
    /// </summary>
    /// <param name="shared">Gives the record to use in place of one of these.</param>
    internal int ApplyTo(Schema schema, Snapshot.Builder snapshot, Func<ResourceVersion, ResourceVersion> shared)
    {
        var steps = 0;
        MirrorChange? learned = null;
        var fields = new WireReader(Change);
        while (fields.Read())
        {
            if (fields.Field == ChangeEnvelope.ChangesFieldNumber)
            {
                var record = RecordOf(schema, fields.Content);
                var use = shared(record);
                // The bytes from the store have the previous versions too, and must not stay with the record.
                snapshot.Put(ReferenceEquals(use, record) ? record.WithCopiedBytes() : use);
                steps++;
            }
            else if (fields.Field == StoredChange.LearnedFieldNumber)
            {
                learned = MirrorChange.Read(schema, fields.Content);
                steps += learned.Count;
            }
        }

        learned?.Replay(snapshot, shared);
        return Math.Max(1, steps);
    }

    ResourceVersion RecordOf(Schema schema, ReadOnlyMemory<byte> resourceChange)
    {
        var name = "";
        ReadOnlyMemory<byte> resource = default;
        var fields = new WireReader(resourceChange);
        while (fields.Read())
        {
            if (fields.Field == ResourceChange.NameFieldNumber)
            {
                name = fields.Text;
            }
            else if (fields.Field == ResourceChange.ResourceFieldNumber)
            {
                resource = fields.Content;
            }
        }

        return ResourceVersion.Of(schema, name, Revision, resource);
    }
}
