using System.Security.Cryptography;
using Google.Protobuf;
using KosovoNato.Recognitions.V1;

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
            var itemBytes = item.Writes.Sum(write => write.CalculateSize() + FrameBytes);
            if (item.Writes.Count > MaxWrites || itemBytes > MaxBytes)
            {
                throw new SeedFileException(
                    $"{item.Name}: needs {item.Writes.Count} writes of {itemBytes} bytes; at most {MaxWrites} and {MaxBytes} fit in one step.");
            }

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

    internal BatchWriteRequest ToRequest()
    {
        var request = new BatchWriteRequest { Writes = { Items.SelectMany(item => item.Writes) }, Reason = "seed" };
        request.RequestId = IdOf(request);
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

    // From the content, not by chance: two loaders that start together, or one that was cut off before the answer came,
    // send the same id, and the service does the writes once.
    private static string IdOf(BatchWriteRequest request)
    {
        var id = SHA256.HashData(request.ToByteArray()).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true).ToString();
    }
}
