using System.Security.Cryptography;
using Google.Protobuf;

namespace KosovoNato.Seeder;

/// <summary>Whole items that are written in one atomic step.</summary>
internal sealed record SeedBatch(IReadOnlyList<SeedItem> Items)
{
    /// <summary>The service's limit.</summary>
    internal const int MaxWrites = 1_000;

    /// <summary>Bytes of the writes of a batch; the service keeps the new resources as well as the request in one change.</summary>
    internal const int MaxBytes = 700_000;

    // A tag and a length of at most five bytes around each write.
    private const int FrameBytes = 6;

    internal static IEnumerable<SeedBatch> Of(IEnumerable<SeedItem> items)
    {
        List<SeedItem> batch = [];
        int writes = 0, bytes = 0;
        foreach (var item in items)
        {
            var itemBytes = BytesOf(item);
            if (writes + item.Writes.Count > MaxWrites || bytes + itemBytes > MaxBytes)
            {
                yield return new SeedBatch(batch);
                (batch, writes, bytes) = ([], 0, 0);
            }

            batch.Add(item);
            writes += item.Writes.Count;
            bytes += itemBytes;
        }

        if (batch.Count > 0)
        {
            yield return new SeedBatch(batch);
        }
    }

    /// <summary>Refuses what cannot be written in one step, before anything is written.</summary>
    internal static void RequireFit(IEnumerable<SeedItem> items)
    {
        if (items.FirstOrDefault(item => item.Writes.Count > MaxWrites || BytesOf(item) > MaxBytes) is { } large)
        {
            throw new SeedFileException(
                $"{large.Name}: needs {large.Writes.Count} writes of {BytesOf(large)} bytes; at most {MaxWrites} and "
                + $"{MaxBytes} fit in one step.");
        }
    }

    internal IWriteRequest ToRequest(SeedTarget target)
    {
        var request = target.Batch(Items.SelectMany(item => item.Writes));
        request.Reason = "seed";
        request.RequestId = IdOf((IMessage)request);
        return request;
    }

    /// <summary>The item of the write that the service counts as this one, from 0.</summary>
    internal SeedItem? ItemOf(int write)
    {
        foreach (var item in Items)
        {
            if (write >= 0 && write < item.Writes.Count)
            {
                return item;
            }

            write -= item.Writes.Count;
        }

        return null;
    }

    private static int BytesOf(SeedItem item) => item.Writes.Sum(write => write.CalculateSize() + FrameBytes);

    // From the content, not by chance: two loaders that start together, or one that was cut off before the answer came,
    // send the same id, and the service does the writes once.
    private static string IdOf(IMessage request)
    {
        var id = SHA256.HashData(request.ToByteArray()).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true).ToString();
    }
}
