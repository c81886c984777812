using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>The form in which a whole state is kept: its records by type and name, in parts of some hundred kilobytes.</summary>
static class CheckpointFormat
{
    public static Timestamp? TimeOf(Snapshot state) => state.Revision == 0 ? null : Timestamp.FromDateTimeOffset(state.RecordedAt);

    public static IEnumerable<KeptFollowed> FollowedBy(Snapshot state) =>
        state.UpstreamPositions.OrderBy(followed => followed.Key, StringComparer.Ordinal)
            .Select(followed => new KeptFollowed { Service = followed.Key, Store = followed.Value.StoreId, Revision = followed.Value.Revision });

    public static IEnumerable<KeptPart> PartsOf(Snapshot state, int partBytes)
    {
        var part = new KeptPart();
        var bytes = 0;
        foreach (var record in state.All)
        {
            part.Records.Add(new KeptRecord
            {
                Service = record.Type.MirroredFrom ?? "",
                Name = record.Name,
                Revision = record.Revision,
                Resource = UnsafeByteOperations.UnsafeWrap(record.EncodedWrapper),
            });
            bytes += record.EncodedWrapper.Length;
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
