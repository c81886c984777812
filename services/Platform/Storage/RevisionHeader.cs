using System.Runtime.CompilerServices;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;

namespace KosovoNato.Storage;

/// <summary>Reads the header of an encoded change, without decoding the message.</summary>
static class RevisionHeader
{
    /// <summary>Computes the fingerprint of a revision.</summary>
    /// <param name="microseconds">The time of recording, in microseconds since 1970.</param>
    /// <param name="change">The encoded change message, or its header.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RevisionFingerprint FingerprintOf(long microseconds, ReadOnlyMemory<byte> change)
    {
        ReadOnlyMemory<byte> requestId = default;
        var fields = new WireReader(change);
        while (fields.Read())
        {
            if (fields.Field == ChangeEnvelope.RequestIdFieldNumber)
            {
                requestId = fields.Content;
            }
        }

        return RevisionFingerprint.Compute(microseconds, requestId.Span);
    }
}
