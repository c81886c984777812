using System.Collections.Immutable;
using System.Text;
using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>
/// Takes the parts of a kept state apart. Its records come by type and name, as those of the newest state do: the two are gone
/// along together, and where they are the same nothing new is made. Most of a state of the past costs a comparison of bytes.
/// </summary>
sealed class CheckpointReader(Schema schema, Snapshot? newest)
{
    readonly List<ResourceVersion>[] byType = [.. schema.AllTypes.Select(_ => new List<ResourceVersion>())];
    readonly IEnumerator<ResourceVersion>?[] ofNewest = [.. schema.AllTypes.Select(type => newest?.List(type).GetEnumerator())];
    readonly ResourceVersion?[] present = new ResourceVersion?[schema.AllTypes.Count];

    // What the newest state does not share, of the part at hand.
    readonly List<(List<ResourceVersion> Of, int Index)> made = [];
    int madeBytes;

    /// <summary>How many were read, with those of types that this release does not keep.</summary>
    public long Read { get; private set; }

    public void Add(ReadOnlyMemory<byte> part)
    {
        made.Clear();
        madeBytes = 0;
        var fields = new WireReader(part);
        while (fields.Read())
        {
            Read++;
            AddRecord(fields.Content);
        }

        // What is made of a part keeps all of it in memory. Where that is little of a large one, it gets bytes of its own.
        if (madeBytes < part.Length / 2)
        {
            foreach (var (records, index) in made)
            {
                records[index] = records[index].WithCopiedBytes();
            }
        }
    }

    public Snapshot Build(string storeId, KeptState head) =>
        Snapshot.Of(schema, storeId, head.Revision, head.RecordedAt?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch, byType,
            head.Followed.ToImmutableDictionary(
                followed => followed.Service, followed => new UpstreamPosition(followed.Store, followed.Revision)));

    void AddRecord(ReadOnlyMemory<byte> kept)
    {
        ReadOnlyMemory<byte> name = default, resource = default;
        var service = "";
        long revision = 0;
        var fields = new WireReader(kept);
        while (fields.Read())
        {
            switch (fields.Field)
            {
                case KeptRecord.ServiceFieldNumber:
                    service = fields.Text;
                    break;
                case KeptRecord.NameFieldNumber:
                    name = fields.Content;
                    break;
                case KeptRecord.RevisionFieldNumber:
                    revision = (long)fields.Value;
                    break;
                case KeptRecord.ResourceFieldNumber:
                    resource = fields.Content;
                    break;
            }
        }

        var type = schema.Unwrap(service, resource)?.Type;
        var known = type is null ? null : FindInNewest(type, name.Span);
        if (known is not null && known.Revision == revision && known.EncodedWrapper.Span.SequenceEqual(resource.Span))
        {
            byType[type!.Index].Add(known);
            return;
        }

        var text = known?.Name ?? Encoding.UTF8.GetString(name.Span);
        if ((service.Length == 0
            ? ResourceVersion.Of(schema, text, revision, resource)
            : ResourceVersion.OfLearned(schema, service, text, revision, resource)) is { } record)
        {
            if (newest is not null)
            {
                // It takes no place among the decoded ones: the newest have a better use for it.
                record.MarkSuperseded();
            }

            var records = byType[record.Type.Index];
            made.Add((records, records.Count));
            madeBytes += resource.Length;
            records.Add(record);
        }
    }

    ResourceVersion? FindInNewest(ResourceType type, ReadOnlySpan<byte> name)
    {
        if (ofNewest[type.Index] is not { } records)
        {
            return null;
        }

        ref var at = ref present[type.Index];
        while (at is null || Compare(at.Name, name) < 0)
        {
            if (!records.MoveNext())
            {
                ofNewest[type.Index] = null;
                return null;
            }

            at = records.Current;
        }

        return Compare(at.Name, name) == 0 ? at : null;
    }

    /// <summary>Names are ASCII, so their bytes are in the order of their letters.</summary>
    static int Compare(string name, ReadOnlySpan<byte> other)
    {
        var shared = Math.Min(name.Length, other.Length);
        for (var i = 0; i < shared; i++)
        {
            if (name[i] != other[i])
            {
                return name[i] - other[i];
            }
        }

        return name.Length - other.Length;
    }
}
