using System.Numerics;

namespace KosovoNato.Storage;

/// <summary>Writes the kinds of protobuf fields from which encoded messages are assembled.</summary>
static class WireWriter
{
    public static int SizeOfVarint(ulong value) => (70 - BitOperations.LeadingZeroCount(value | 1)) / 7;

    public static int SizeOfTag(int field) => SizeOfVarint((ulong)field << 3);

    /// <summary>Returns the size of a length-delimited field, including its header.</summary>
    public static int SizeOfField(int field, int length) => SizeOfTag(field) + SizeOfVarint((ulong)length) + length;

    public static int WriteVarint(Span<byte> to, ulong value)
    {
        var at = 0;
        while (value >= 0x80)
        {
            to[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        to[at++] = (byte)value;
        return at;
    }

    public static int WriteVarintField(Span<byte> to, int field, ulong value)
    {
        var at = WriteVarint(to, (ulong)field << 3);
        return at + WriteVarint(to[at..], value);
    }

    /// <summary>Writes the tag and the length of a length-delimited field; the content follows.</summary>
    public static int WriteHeader(Span<byte> to, int field, int length)
    {
        var at = WriteVarint(to, ((ulong)field << 3) | 2);
        return at + WriteVarint(to[at..], (ulong)length);
    }

    public static int WriteField(Span<byte> to, int field, ReadOnlySpan<byte> content)
    {
        var at = WriteHeader(to, field, content.Length);
        content.CopyTo(to[at..]);
        return at + content.Length;
    }
}
