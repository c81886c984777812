using System.Buffers.Text;
using KosovoNato.Changes.V1;
using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>
/// One revision as the store keeps it, for somebody who only goes on along the log: the new versions are taken out of it, and
/// what a watcher would get is not made. A third of the work of a <see cref="RevisionEntry"/>.
/// </summary>
readonly struct ReplayEntry
{
    readonly ReadOnlyMemory<byte> change;

    ReplayEntry(long revision, DateTimeOffset recordedAt, ReadOnlyMemory<byte> change) =>
        (Revision, RecordedAt, this.change) = (revision, recordedAt, change);

    public long Revision { get; }

    public DateTimeOffset RecordedAt { get; }

    public int Length => change.Length;

    /// <summary>Reads what the store keeps: microseconds, a colon, and the change message without revision and time.</summary>
    public static ReplayEntry Parse(long revision, ReadOnlyMemory<byte> stored)
    {
        var separator = stored.Span.IndexOf((byte)':');
        if (separator < 1 || !Utf8Parser.TryParse(stored.Span[..separator], out long microseconds, out var read) || read != separator)
        {
            throw new InvalidDataException($"Revision {revision} of the log does not begin with a time.");
        }

        return new(revision, DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), stored[(separator + 1)..]);
    }

    /// <summary>Does to a state what the revision did; answers how many steps that were, as <see cref="RevisionEntry.Weight"/> counts.</summary>
    /// <param name="shared">Gives the record to use in place of one of these.</param>
    public int ApplyTo(Schema schema, Snapshot.Builder state, Func<ResourceVersion, ResourceVersion> shared)
    {
        var steps = 0;
        MirrorChange? learned = null;
        var fields = new WireReader(change);
        while (fields.Read())
        {
            if (fields.Field == ChangeEnvelope.ChangesFieldNumber)
            {
                var record = RecordOf(schema, fields.Content);
                var use = shared(record);
                // What the store sent has the states before as well; they must not stay with it.
                state.Put(ReferenceEquals(use, record) ? record.WithCopiedBytes() : use);
                steps++;
            }
            else if (fields.Field == StoredChange.LearnedFieldNumber)
            {
                learned = MirrorChange.Read(schema, fields.Content);
                steps += learned.Count;
            }
        }

        learned?.Replay(state, shared);
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
