using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>The stored form of a snapshot: its resources by type and name, in parts.</summary>
static class CheckpointFormat
{
    /// <summary>Returns the header of a snapshot's checkpoint, without the number of parts.</summary>
    public static KeptState HeaderOf(Snapshot snapshot) => new()
    {
        Revision = snapshot.Revision,
        RecordedAt = snapshot.Revision == 0 ? null : Timestamp.FromDateTimeOffset(snapshot.RecordedAt),
        Records = snapshot.Count,
        Followed =
        {
            snapshot.UpstreamPositions.OrderBy(followed => followed.Key, StringComparer.Ordinal)
                .Select(followed =>
                    new KeptFollowed { Service = followed.Key, Store = followed.Value.StoreId, Revision = followed.Value.Revision }),
        },
    };

    public static IEnumerable<KeptRecord> RecordsOf(Snapshot snapshot) => snapshot.All.Select(record => new KeptRecord
    {
        Service = record.Type.MirroredFrom ?? "",
        Name = record.Name,
        Revision = record.Revision,
        Resource = UnsafeByteOperations.UnsafeWrap(record.EncodedWrapper),
    });

    public static IEnumerable<KeptPart> PartsOf(Snapshot state, int partBytes)
    {
        var part = new KeptPart();
        var bytes = 0;
        foreach (var record in RecordsOf(state))
        {
            part.Records.Add(record);
            bytes += record.Resource.Length;
            if (bytes >= partBytes)
            {
                yield return part;
                part = new KeptPart();
                bytes = 0;
            }
        }

        if (part.Records.Count > 0)
        {
            yield return part;
        }
    }
}
