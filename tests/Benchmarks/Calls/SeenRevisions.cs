using System.Buffers;
using Google.Protobuf;
using Grpc.Core;

namespace KosovoNato.Benchmarks.Calls;

/// <summary>The number and time of the revisions in one message of a Watch; other fields are not decoded.</summary>
sealed class SeenRevisions
{
    const int RevisionsField = 1;

    public SeenRevisions(IEnumerable<(long Revision, long Microseconds)> all) => All = [.. all];

    public List<(long Revision, long Microseconds)> All { get; }

    public static SeenRevisions Read(DeserializationContext context)
    {
        var payload = context.PayloadAsReadOnlySequence();
        var seen = new SeenRevisions([]);
        if (payload.IsSingleSegment)
        {
            seen.Take(payload.FirstSpan);
            return seen;
        }

        var length = (int)payload.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        payload.CopyTo(rented);
        seen.Take(rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
        return seen;
    }

    void Take(ReadOnlySpan<byte> message)
    {
        while (message.Length > 0)
        {
            var tag = Varint(ref message);
            var content = message[..(int)LengthOf(tag, ref message)];
            message = message[content.Length..];
            if (tag >> 3 == RevisionsField)
            {
                All.Add(ReadHead(content));
            }
        }
    }

    /// <summary>Revision and time are the first two fields of a change.</summary>
    static (long, long) ReadHead(ReadOnlySpan<byte> change)
    {
        Expect(Varint(ref change), WireFormat.MakeTag(1, WireFormat.WireType.Varint));
        var revision = (long)Varint(ref change);
        Expect(Varint(ref change), WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited));
        var length = (int)Varint(ref change);
        return (revision, ReadMicroseconds(change[..length]));
    }

    static long ReadMicroseconds(ReadOnlySpan<byte> timestamp)
    {
        long microseconds = 0;
        while (timestamp.Length > 0)
        {
            var tag = Varint(ref timestamp);
            var value = (long)Varint(ref timestamp);
            microseconds += tag >> 3 == 1 ? value * 1_000_000 : value / 1_000;
        }

        return microseconds;
    }

    static ulong LengthOf(ulong tag, ref ReadOnlySpan<byte> from) =>
        (tag & 7) == 2 ? Varint(ref from) : throw new InvalidDataException($"Wire type {tag & 7} is not in a Watch message.");

    static void Expect(ulong tag, uint wanted)
    {
        if (tag != wanted)
        {
            throw new InvalidDataException($"A change begins with tag {tag} where {wanted} was expected.");
        }
    }

    static ulong Varint(ref ReadOnlySpan<byte> from)
    {
        ulong value = 0;
        for (var i = 0; ; i++)
        {
            value |= (ulong)(from[i] & 0x7F) << (7 * i);
            if (from[i] < 0x80)
            {
                from = from[(i + 1)..];
                return value;
            }
        }
    }
}
