using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>
/// Decodes the parts of a checkpoint. Its records are ordered by type and name, as in the newest snapshot: both are traversed together, and
/// unchanged resources share the version of the newest snapshot. For most resources, loading an earlier snapshot therefore costs only a
/// comparison of bytes.
/// </summary>
sealed class CheckpointReader(Schema schema, Snapshot? newest)
{
    readonly List<ResourceVersion>[] byType = [.. schema.AllTypes.Select(_ => new List<ResourceVersion>())];
    readonly IEnumerator<ResourceVersion>?[] ofNewest = [.. schema.AllTypes.Select(type => newest?.List(type).GetEnumerator())];
    readonly ResourceVersion?[] present = new ResourceVersion?[schema.AllTypes.Count];

    // The versions of the current part that the newest snapshot does not share.
    readonly List<(List<ResourceVersion> Of, int Index)> made = [];
    int madeBytes;

    /// <summary>The number of records read, including records of types that this release does not store.</summary>
    public long Read { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

        // A version keeps its whole part in memory. If the new versions are less than half of the part, each gets a copy of its bytes.
        if (madeBytes < part.Length / 2)
        {
            foreach (var (records, index) in made)
            {
                records[index] = records[index].WithCopiedBytes();
            }
        }
    }

    public Snapshot Build(string storeId, CheckpointHeader head) =>
        Snapshot.Of(
            schema, new(storeId, head.Revision, new(head.Fingerprint)), head.RecordedAt?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch,
            byType, head.Upstreams.ToImmutableDictionary(
                followed => followed.Service,
                followed => new UpstreamPosition(followed.StoreId, followed.Revision, new(followed.Fingerprint))));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
                case CheckpointResource.ServiceFieldNumber:
                    service = fields.Text;
                    break;
                case CheckpointResource.NameFieldNumber:
                    name = fields.Content;
                    break;
                case CheckpointResource.RevisionFieldNumber:
                    revision = (long)fields.Value;
                    break;
                case CheckpointResource.ResourceFieldNumber:
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
                // Keep no decoded messages of earlier versions: their number is limited, and the newest versions need them more.
                record.MarkSuperseded();
            }

            var records = byType[record.Type.Index];
            made.Add((records, records.Count));
            madeBytes += resource.Length;
            records.Add(record);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>Compares two names. Names are ASCII, so the order of bytes is the order of characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
