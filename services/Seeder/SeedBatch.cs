using System.Security.Cryptography;
using Google.Protobuf;

namespace KosovoNato.Seeder;

/// <summary>Complete items that are written atomically.</summary>
internal sealed record SeedBatch(IReadOnlyList<SeedItem> Items)
{
    /// <summary>The maximum number of writes in a batch, as limited by the services.</summary>
    internal const int MaxWrites = 1_000;

    /// <summary>
    /// The maximum size of the writes in a batch, in bytes. It keeps the request, and the change with the new resources, below the limits
    /// of the services.
    /// </summary>
    internal const int MaxBytes = 700_000;

    // The tag of each write, and its length of at most five bytes.
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

    /// <summary>Rejects items that do not fit in one batch, before anything is written.</summary>
    internal static void RequireFit(IEnumerable<SeedItem> items)
    {
        if (items.FirstOrDefault(item => item.Writes.Count > MaxWrites || BytesOf(item) > MaxBytes) is { } large)
        {
            throw new SeedFileException(
                $"{large.Name}: needs {large.Writes.Count} writes of {BytesOf(large)} bytes; a batch has at most {MaxWrites} writes and "
                + $"{MaxBytes} bytes.");
        }
    }

    internal IWriteRequest ToRequest(SeedTarget target)
    {
        var request = target.Batch(Items.SelectMany(item => item.Writes));
        request.Reason = "seed";
        request.RequestId = IdOf((IMessage)request);
        return request;
    }

    /// <summary>Returns the item of a write by the zero-based index of the write in the batch, or null if there is none.</summary>
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

    // Derived from the content instead of random: two loaders that start together, or a loader that is interrupted before the response,
    // send the same ID, and the service applies the writes once.
    private static string IdOf(IMessage request)
    {
        var id = SHA256.HashData(request.ToByteArray()).AsSpan(0, 16);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true).ToString();
    }
}
