using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using KosovoNato.Changes.V1;

namespace KosovoNato.Kernel;

/// <summary>
/// Distinguishes revisions with the same number and store ID. After the restore of an older copy of a store, the numbers of the lost
/// revisions are assigned again.
/// </summary>
/// <param name="Value">A hash of the time of recording and the request ID; 0 for revision 0, which is before the first write.</param>
public readonly record struct RevisionFingerprint(uint Value)
{
    /// <summary>Computes the fingerprint of a revision in the log.</summary>
    /// <param name="microseconds">The time of recording, in microseconds since 1970.</param>
    /// <param name="requestId">The request ID as recorded, UTF-8.</param>
    public static RevisionFingerprint Compute(long microseconds, ReadOnlySpan<byte> requestId)
    {
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(time, microseconds);
        var hash = new XxHash32();
        hash.Append(time);
        hash.Append(requestId);
        return new(hash.GetCurrentHashAsUInt32());
    }

    /// <summary>Computes the fingerprint of a revision as it is published.</summary>
    public static RevisionFingerprint Compute(ChangeEnvelope change)
    {
        var recordedAt = change.RecordedAt?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch;
        var microseconds = (recordedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return Compute(microseconds, Encoding.UTF8.GetBytes(change.RequestId));
    }
}
