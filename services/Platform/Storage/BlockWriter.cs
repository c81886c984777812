using System.Buffers;

namespace KosovoNato.Storage;

/// <summary>
/// Writes many small pieces to a buffer. It asks the buffer for one block at a time and fills it, because two calls for each piece cost
/// more than the piece.
/// </summary>
ref struct BlockWriter(IBufferWriter<byte> output)
{
    const int MaxHeaderLength = 20;

    Span<byte> block;
    int used;

    /// <summary>Writes a length-delimited field.</summary>
    public void WriteField(int field, ReadOnlySpan<byte> content)
    {
        WriteHeader(field, content.Length);
        Write(content);
    }

    /// <summary>Writes the tag and the length of a length-delimited field; the content follows.</summary>
    public void WriteHeader(int field, int length)
    {
        if (block.Length - used < MaxHeaderLength)
        {
            Next(MaxHeaderLength);
        }

        used += WireWriter.WriteHeader(block[used..], field, length);
    }

    public void Write(ReadOnlySpan<byte> piece)
    {
        while (piece.Length > block.Length - used)
        {
            var part = block.Length - used;
            piece[..part].CopyTo(block[used..]);
            used += part;
            piece = piece[part..];
            Next(1);
        }

        piece.CopyTo(block[used..]);
        used += piece.Length;
    }

    /// <summary>Passes what was written on to the buffer.</summary>
    public void Complete()
    {
        if (used > 0)
        {
            output.Advance(used);
        }

        block = default;
        used = 0;
    }

    void Next(int least)
    {
        Complete();
        block = output.GetSpan(least);
    }
}
