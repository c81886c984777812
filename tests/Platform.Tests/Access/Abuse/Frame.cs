using System.Buffers.Binary;
using System.Text;

namespace KosovoNato.Platform.Tests.Access.Abuse;

/// <summary>HTTP/2 frame types, numbered as on the wire.</summary>
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

/// <summary>Builds HTTP/2 frames by hand, because a library would not send invalid ones.</summary>
static class Frame
{
    public const int HeaderBytes = 9;
    public const byte EndStream = 1;
    public const byte EndHeaders = 4;

    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <param name="length">The length to declare in the frame header; the real length by default.</param>
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

    /// <summary>A header literal without compression, which needs no shared HPACK state.</summary>
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
        // An HPACK integer with a 7-bit prefix.
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
