using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>
/// One revision as the store keeps it: its time, a colon, and the change message without revision and time. The message also has the
/// previous version of each resource and the changes to mirrored resources, which watchers do not get in this form.
/// </summary>
public sealed record StoredRevision
{
    readonly int timeLength;

    StoredRevision(long revision, long microseconds, ReadOnlyMemory<byte> value, int timeLength) =>
        (Revision, Microseconds, Value, this.timeLength) = (revision, microseconds, value, timeLength);

    /// <summary>The number of the revision.</summary>
    public long Revision { get; }

    /// <summary>The whole value of the field.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>The time of recording, in microseconds since 1970.</summary>
    public long Microseconds { get; }

    /// <summary>The time of recording.</summary>
    public DateTimeOffset RecordedAt => StoreLayout.Time(Microseconds);

    /// <summary>The fingerprint of the request that created the revision; null if there was no request ID or it was not read.</summary>
    public string? RequestFingerprint { get; init; }

    /// <summary>Distinguishes the revision from others with its number.</summary>
    internal RevisionFingerprint Fingerprint => RevisionHeader.FingerprintOf(Microseconds, Change);

    /// <summary>The change message without revision and time.</summary>
    internal ReadOnlyMemory<byte> Change => Value[(timeLength + 1)..];

    /// <summary>Parses the field of a revision.</summary>
    /// <exception cref="InvalidDataException">The field does not begin with a time.</exception>
    public static StoredRevision Parse(long revision, ReadOnlyMemory<byte> value)
    {
        var separator = value.Span.IndexOf((byte)':');
        return separator > 0 && Utf8Parser.TryParse(value.Span[..separator], out long microseconds, out var read) && read == separator
            ? new(revision, microseconds, value, separator)
            : throw new InvalidDataException($"Revision {revision} is corrupted: it does not begin with a time.");
    }

    /// <summary>Creates a stored revision. The inverse of <see cref="Split"/>.</summary>
    /// <param name="change">The change message without revision and time, with the previous versions.</param>
    /// <param name="learned">The changes to mirrored resources; null if there are none.</param>
    public static StoredRevision Create(long revision, DateTimeOffset recordedAt, IMessage change, MirrorUpdate? learned)
    {
        var microseconds = StoreLayout.Microseconds(recordedAt);
        var time = Encoding.ASCII.GetBytes(StoreLayout.Number(microseconds));
        var mirrored = learned is null ? [] : new StoredChange { MirrorUpdate = learned }.ToByteArray();
        byte[] value = [.. time, (byte)':', .. change.ToByteArray(), .. mirrored];
        return new(revision, microseconds, value, time.Length);
    }

    /// <summary>Returns the service's encoded change message, and the changes to mirrored resources; null if there are none.</summary>
    public (byte[] Change, MirrorUpdate? Learned) Split()
    {
        var own = new MemoryStream(Change.Length);
        MirrorUpdate? learned = null;
        var from = 0;
        var fields = new WireReader(Change);
        while (fields.Read())
        {
            if (fields.Field == StoredChange.MirrorUpdateFieldNumber)
            {
                learned = MirrorUpdate.Parser.ParseFrom(fields.Content.Span);
            }
            else
            {
                own.Write(Change.Span[from..fields.Position]);
            }

            from = fields.Position;
        }

        return (own.ToArray(), learned);
    }

    /// <summary>Decodes the change in the form that the changes of all services share.</summary>
    public ChangeEnvelope ReadEnvelope() => ChangeEnvelope.Parser.ParseFrom(Change.Span);

    /// <summary>
    /// Applies the new versions to a snapshot. Returns the number of steps, as <see cref="RevisionEntry.Weight"/> counts them. Takes a
    /// third of the time of a <see cref="RevisionEntry"/>, because it does not build the message for watchers.
    /// </summary>
    /// <param name="shared">Returns the version to use in place of its argument, for example the same version in the newest
    /// snapshot.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
                // The bytes from the store include the previous versions, and must not stay in memory with the version.
                snapshot.Put(ReferenceEquals(use, record) ? record.WithCopiedBytes() : use);
                steps++;
            }
            else if (fields.Field == StoredChange.MirrorUpdateFieldNumber)
            {
                learned = MirrorChange.Read(schema, fields.Content);
                steps += learned.Count;
            }
        }

        learned?.Replay(snapshot, shared);
        return Math.Max(1, steps);
    }

    /// <summary>
    /// Reverts the changes in a later snapshot, if the revisions from this one to the snapshot are reverted in the order of the log: the
    /// first change of a resource decides. Returns false if mirrored resources changed, whose previous versions the log does not have.
    /// </summary>
    /// <param name="reverted">The names of the resources that are reverted already.</param>
    internal bool TryRevert(Schema schema, Snapshot.Builder snapshot, HashSet<string> reverted)
    {
        var fields = new WireReader(Change);
        while (fields.Read())
        {
            if (fields.Field == StoredChange.MirrorUpdateFieldNumber)
            {
                return false;
            }

            if (fields.Field == ChangeEnvelope.ChangesFieldNumber
                && RecordChange.Read(schema, Revision, fields.Content, fields.Content) is var change && reverted.Add(change.After.Name))
            {
                Revert(schema, snapshot, change);
            }
        }

        return true;
    }

    static void Revert(Schema schema, Snapshot.Builder snapshot, RecordChange change)
    {
        if (change.WithStoredPrevious(schema).Previous is not { } previous)
        {
            snapshot.Remove(change.After);
            return;
        }

        // The snapshot has a newer version, so the decoded message of this one is not kept. Nor are the bytes of the whole revision.
        previous.MarkSuperseded();
        snapshot.Put(previous.WithCopiedBytes());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
