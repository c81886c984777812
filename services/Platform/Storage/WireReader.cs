using System.Runtime.CompilerServices;
using System.Text;

namespace KosovoNato.Storage;

/// <summary>
/// Reads the protobuf wire format without copying, to find the parts of a message that are passed on without decoding. Messages whose
/// content is needed are decoded by Google.Protobuf.
/// </summary>
/// <remarks>
/// Its methods, and the methods that use it, are optimized at once: a start decodes the whole log before the runtime would optimize them.
/// </remarks>
ref struct WireReader(ReadOnlyMemory<byte> source)
{
    readonly ReadOnlySpan<byte> bytes = source.Span;
    int at;

    public int Position => at;

    public int Field { get; private set; }

    /// <summary>The content of a length-delimited field; empty for other fields.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    /// <summary>The value of a varint field; 0 for other fields.</summary>
    public ulong Value { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Content.Span);

    /// <summary>Moves to the next field; false at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Read()
    {
        if (at >= bytes.Length)
        {
            return false;
        }

        var tag = Varint();
        Field = (int)(tag >> 3);
        (Content, Value) = (default, 0);
        switch (tag & 7)
        {
            case 0:
                Value = Varint();
                break;
            case 1:
                at += 8;
                break;
            case 2:
                var length = (int)Varint();
                Content = source.Slice(at, length);
                at += length;
                break;
            case 5:
                at += 4;
                break;
            default:
                throw new InvalidDataException($"Protobuf wire type {tag & 7} is not supported.");
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A varint is longer than ten bytes.");
    }
}
