using System.Buffers.Binary;
using System.Text;

namespace KosovoNato.Platform.Tests.Access.Abuse;

/// <summary>Kinds of HTTP/2 frames, by their numbers on the wire.</summary>
enum FrameKind : byte
{
    Data = 0,
    Headers = 1,
    Priority = 2,
    ResetStream = 3,
    Settings = 4,
    PushPromise = 5,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
    Continuation = 9,
}

/// <summary>HTTP/2 written by hand: no library would write what these tests send.</summary>
static class Frame
{
    public const int HeaderBytes = 9;
    public const byte EndStream = 1;
    public const byte EndHeaders = 4;

    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <param name="length">What the frame says its length is, if that is not the truth.</param>
    public static byte[] Of(FrameKind kind, byte flags, int stream, ReadOnlySpan<byte> payload, int? length = null)
    {
        var frame = new byte[HeaderBytes + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, (length ?? payload.Length) << 8);
        (frame[3], frame[4]) = ((byte)kind, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(HeaderBytes));
        return frame;
    }

    public static byte[] Reset(int stream) => Of(FrameKind.ResetStream, 0, stream, [0, 0, 0, 8]);

    /// <summary>The headers of a call.</summary>
    public static byte[] CallHeaders(string path) =>
    [
        .. Header(":method", "POST"), .. Header(":scheme", "http"), .. Header(":path", path), .. Header(":authority", "localhost"),
        .. Header("content-type", "application/grpc"), .. Header("te", "trailers"),
    ];

    /// <summary>One header without compression, and so without a state that frames would have to agree on.</summary>
    public static byte[] Header(string name, string value)
    {
        using var block = new MemoryStream();
        block.WriteByte(0);
        WriteText(block, name);
        WriteText(block, value);
        return block.ToArray();
    }

    static void WriteText(MemoryStream block, string text)
    {
        // HPACK's numbers with a prefix of seven bits.
        var length = text.Length;
        if (length < 127)
        {
            block.WriteByte((byte)length);
        }
        else
        {
            block.WriteByte(127);
            for (length -= 127; length >= 128; length >>= 7)
            {
                block.WriteByte((byte)((length & 127) | 128));
            }

            block.WriteByte((byte)length);
        }

        block.Write(Encoding.ASCII.GetBytes(text));
    }
}
