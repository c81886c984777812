namespace KosovoNato.Platform.Tests.Access.Abuse;

/// <summary>Mutates the bytes of a message at random, preferably lengths, tags and ends.</summary>
static class Mutation
{
    static readonly byte[] Edges = [0, 0x7f, 0x80, 0xff];

    static readonly byte[][] Sharp =
    [
        [0x0a, 0xff, 0xff, 0xff, 0xff, 0x07], // a declared length of 2 GB
        [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], // a negative length
        [0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], // a varint that does not end
        [0x00], // field 0
        [0x0f], // an invalid wire type
        [0x0b], // a group that does not end
        [0xff, 0xff, 0xff, 0xff, 0x0f],
        [0x0a, 0x02, 0xc3, 0x28], // invalid UTF-8
        [0x0a, 0x04, 0xf0, 0x9f, 0x92, 0xa9],
        [0x0a, 0x01, 0x00],
    ];

    public static byte[] Of(byte[] message, Random random)
    {
        var bytes = new List<byte>(message);
        // Usually one change: after several, the parser rejects most messages early.
        for (var changes = random.Next(2) == 0 ? 1 : random.Next(2, 5); changes > 0; changes--)
        {
            Change(bytes, random);
        }

        return [.. bytes];
    }

    static void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var count = Math.Min(random.Next(1, 16), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 when at < bytes.Count:
                bytes[at] = Edges[random.Next(Edges.Length)];
                break;
            case 3:
                bytes.RemoveRange(at, count);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, count));
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                bytes.InsertRange(at, Sharp[random.Next(Sharp.Length)]);
                break;
            case 7:
                Nest(bytes, random.Next(1, 200));
                break;
            default:
                bytes.Add((byte)random.Next(256));
                break;
        }
    }

    /// <summary>Nests the message in itself, as field 1 to 3, deeper than a parser should follow.</summary>
    static void Nest(List<byte> bytes, int depth)
    {
        var tag = (byte)(0x0a + (8 * (depth % 3)));
        for (var i = 0; i < depth && bytes.Count < 16_000; i++)
        {
            List<byte> head = [tag];
            for (var length = bytes.Count; ; length >>= 7)
            {
                head.Add((byte)(length < 128 ? length : (length & 127) | 128));
                if (length < 128)
                {
                    break;
                }
            }

            bytes.InsertRange(0, head);
        }
    }
}
