using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>The stored form of a snapshot: its resources by type and name, in parts.</summary>
static class CheckpointFormat
{
    /// <summary>Returns the header of a snapshot's checkpoint, without the number of parts.</summary>
    public static CheckpointHeader HeaderOf(Snapshot snapshot) => new()
    {
        Revision = snapshot.Revision,
        Fingerprint = snapshot.Id.Fingerprint.Value,
        RecordedAt = snapshot.Revision == 0 ? null : Timestamp.FromDateTimeOffset(snapshot.RecordedAt),
        ResourceCount = snapshot.Count,
        Upstreams =
        {
            snapshot.UpstreamPositions.OrderBy(followed => followed.Key, StringComparer.Ordinal)
                .Select(followed =>
                    new CheckpointUpstream
                    {
                        Service = followed.Key,
                        StoreId = followed.Value.StoreId,
                        Revision = followed.Value.Revision,
                        Fingerprint = followed.Value.Fingerprint.Value,
                    }),
        },
    };

    public static IEnumerable<CheckpointResource> RecordsOf(Snapshot snapshot) => snapshot.All.Select(record => new CheckpointResource
    {
        Service = record.Type.MirroredFrom ?? "",
        Name = record.Name,
        Revision = record.Revision,
        Resource = UnsafeByteOperations.UnsafeWrap(record.EncodedWrapper),
    });

    public static IEnumerable<CheckpointChunk> PartsOf(Snapshot state, int partBytes)
    {
        var part = new CheckpointChunk();
        var bytes = 0;
        foreach (var record in RecordsOf(state))
        {
            part.Resources.Add(record);
            bytes += record.Resource.Length;
            if (bytes >= partBytes)
            {
                yield return part;
                part = new CheckpointChunk();
                bytes = 0;
            }
        }

        if (part.Resources.Count > 0)
        {
            yield return part;
        }
    }
}
