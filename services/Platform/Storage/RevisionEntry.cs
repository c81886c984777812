using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>
/// One revision of the log, encoded once in the form that watchers get. These bytes are the only copy: the newest version of a resource and
/// all watchers reference them.
/// </summary>
sealed class RevisionEntry
{
    readonly Schema schema;
    readonly bool isCompact;
    ReadOnlyMemory<byte> stored;
    RecordChange[]? changes;

    RevisionEntry(Schema schema, long revision, DateTimeOffset recordedAt, byte[] encoded, int headLength, MirrorChange? learned)
    {
        Learned = learned;
        this.schema = schema;
        Revision = revision;
        RecordedAt = recordedAt;
        Encoded = encoded;
        HeadLength = headLength;
        Fingerprint = RevisionHeader.FingerprintOf(StoreLayout.Microseconds(recordedAt), Header);
    }

    RevisionEntry(RevisionEntry full)
    {
        (schema, Revision, RecordedAt, Fingerprint) = (full.schema, full.Revision, full.RecordedAt, full.Fingerprint);
        (Encoded, HeadLength, Learned) = (full.Encoded, full.HeadLength, full.Learned?.WithoutBefore());
        isCompact = true;
    }

    public long Revision { get; }

    public DateTimeOffset RecordedAt { get; }

    /// <summary>Distinguishes the revision from others with its number.</summary>
    public RevisionFingerprint Fingerprint { get; }

    /// <summary>The encoded change message, without previous versions.</summary>
    public byte[] Encoded { get; }

    /// <summary>The number of bytes before the changes: revision, time, actor, reason and so on.</summary>
    public int HeadLength { get; }

    public ReadOnlyMemory<byte> Header => Encoded.AsMemory(0, HeadLength);

    /// <summary>
    /// The changes, decoded at first use, and at each use without previous versions. A watcher that gets all changes does not need them.
    /// </summary>
    public IReadOnlyList<RecordChange> Changes => changes ?? (isCompact ? ReadChanges() : changes = ReadChanges());

    /// <summary>The changes to mirrored resources; null if there are none.</summary>
    public MirrorChange? Learned { get; }

    /// <summary>The approximate size in memory: the bytes and the objects around them.</summary>
    public int Size => Encoded.Length + 150 + (isCompact ? 0 : 250 * Changes.Count) + (Learned?.Size ?? 0);

    /// <summary>The cost of replaying this revision: 1 for each change and each mirrored resource, at least 1.</summary>
    public int Weight => Math.Max(1, Changes.Count + (Learned?.Count ?? 0));

    /// <summary>Whether the previous versions of all changes are known.</summary>
    public bool KnowsBefore =>
        !isCompact && Changes.All(change => change.Previous is not null || change.PreviousRevision == 0)
        && Learned is null or { KnowsBefore: true };

    /// <summary>
    /// Returns the same entry in a third less memory, without previous versions and decoded changes. This object stays as it is for its
    /// readers.
    /// </summary>
    public RevisionEntry Compact() => new(this);

    /// <summary>Creates an entry from a stored revision.</summary>
    public static RevisionEntry Parse(Schema schema, StoredRevision stored) =>
        Parse(schema, stored.Revision, stored.Microseconds, stored.Change);

    /// <param name="microseconds">The time of recording, in microseconds since 1970.</param>
    /// <param name="change">The change message without revision and time, with the previous versions.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RevisionEntry Parse(Schema schema, long revision, long microseconds, ReadOnlyMemory<byte> change)
    {
        var recordedAt = StoreLayout.Time(microseconds);
        var own = new ChangeEnvelope { Revision = revision, RecordedAt = Timestamp.FromDateTimeOffset(recordedAt) };
        var ownLength = own.CalculateSize();
        var encoded = new byte[ownLength + LengthWithoutPrevious(change)];
        own.WriteTo(encoded.AsSpan(0, ownLength));

        MirrorChange? learned = null;
        int head = ownLength, from = 0;
        var fields = new WireReader(change);
        while (fields.Read())
        {
            if (fields.Field == StoredChange.MirrorUpdateFieldNumber)
            {
                learned = MirrorChange.Read(schema, fields.Content);
            }
            else if (fields.Field != ChangeEnvelope.ChangesFieldNumber)
            {
                var whole = change.Span[from..fields.Position];
                whole.CopyTo(encoded.AsSpan(head));
                head += whole.Length;
            }

            from = fields.Position;
        }

        // The changes follow the whole header, in whatever order the fields are stored.
        var at = head;
        fields = new WireReader(change);
        while (fields.Read())
        {
            if (fields.Field == ChangeEnvelope.ChangesFieldNumber)
            {
                at += WireWriter.WriteHeader(encoded.AsSpan(at), fields.Field, RecordChange.LengthWithoutPrevious(fields.Content));
                at += RecordChange.CopyWithoutPrevious(fields.Content, encoded.AsSpan(at));
            }
        }

        return new RevisionEntry(schema, revision, recordedAt, encoded, head, learned) { stored = change };
    }

    /// <summary>Encodes the change message with the previous versions, as it is sent on the bus.</summary>
    public byte[] EncodeWithPrevious()
    {
        foreach (var change in Changes)
        {
            change.WithStoredPrevious(schema);
        }

        var whole = new byte[HeadLength + Changes.Sum(
            change => WireWriter.SizeOfField(ChangeEnvelope.ChangesFieldNumber, change.LengthWithPrevious))];
        Header.CopyTo(whole);
        var at = HeadLength;
        foreach (var change in Changes)
        {
            at += WireWriter.WriteHeader(whole.AsSpan(at), ChangeEnvelope.ChangesFieldNumber, change.LengthWithPrevious);
            at += change.CopyWithPrevious(whole.AsSpan(at));
        }

        return whole;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    RecordChange[] ReadChanges()
    {
        var read = new List<RecordChange>();
        var fields = new WireReader(Encoded.AsMemory(HeadLength));
        var whole = new WireReader(stored);
        while (fields.Read())
        {
            while (whole.Read() && whole.Field != ChangeEnvelope.ChangesFieldNumber)
            {
            }

            read.Add(RecordChange.Read(schema, Revision, fields.Content, whole.Content));
        }

        stored = default;
        return [.. read];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int LengthWithoutPrevious(ReadOnlyMemory<byte> change)
    {
        int length = 0, from = 0;
        var fields = new WireReader(change);
        while (fields.Read())
        {
            if (fields.Field == ChangeEnvelope.ChangesFieldNumber)
            {
                length += WireWriter.SizeOfField(fields.Field, RecordChange.LengthWithoutPrevious(fields.Content));
            }
            else if (fields.Field != StoredChange.MirrorUpdateFieldNumber)
            {
                length += fields.Position - from;
            }

            from = fields.Position;
        }

        return length;
    }
}
