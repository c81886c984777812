using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace KosovoNato.Standalone;

/// <summary>
/// The seal of the append-only file: its minimum length and the checksum of that part, stored beside it. The server has no checksum per
/// record: it starts a shortened, missing or zeroed file silently as an older or empty store, and the next write would overwrite the rest
/// (tested). Therefore the file is verified before the server starts.
/// </summary>
/// <remarks>
/// Detects any change in the sealed part, which is everything up to a second before a crash, and everything after a normal stop. Does not
/// detect damage to data written after the last seal, or tampering, because anyone can compute the checksum.
/// </remarks>
sealed class AofSeal
{
    /// <summary>The size of the server's files. Fixed, because positions are counted in files of this size.</summary>
    public const int SegmentMegabytes = 64;

    const long FirstPosition = 64; // the server's positions start here; before the first write its file is empty
    const string Header = "kosovonato-store-1";
    const long SegmentBytes = (long)SegmentMegabytes << 20;

    readonly XxHash128 hash = new();
    readonly string directory;

    AofSeal(string directory) => this.directory = directory;

    public long Length { get; private set; }

    string SealPath => Path.Combine(directory, "seal");

    public static async Task<AofSeal> VerifyAsync(string directory, CancellationToken cancellationToken)
    {
        var seal = new AofSeal(directory);
        if (!File.Exists(seal.SealPath))
        {
            if (Directory.Exists(Aof(directory)) && Directory.EnumerateFiles(Aof(directory)).Any(file => new FileInfo(file).Length > 0))
                throw EmbeddedStoreException.Damaged(directory, "it holds data, but its seal is missing");
            seal.Save();
            return seal;
        }

        var parts = (await File.ReadAllTextAsync(seal.SealPath, cancellationToken)).TrimEnd('\n').Split(' ');
        if (parts is not [Header, var length, var expected]
            || !long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var until))
            throw EmbeddedStoreException.Damaged(directory, "its seal cannot be read");
        try
        {
            await seal.Read(until, cancellationToken);
        }
        catch (IOException failure)
        {
            throw EmbeddedStoreException.Damaged(directory, failure.Message.TrimEnd('.'));
        }
        if (expected != seal.Checksum)
            throw EmbeddedStoreException.Damaged(
                directory, $"the first {until} bytes of its append-only file were changed");
        return seal;
    }

    /// <summary>Seals the file up to <paramref name="until"/>. Bytes before that position are on disk and never change again.</summary>
    public async Task ExtendAsync(long until, CancellationToken cancellationToken)
    {
        if (until <= Math.Max(Length, FirstPosition))
            return;
        await Read(until, cancellationToken);
        Save();
    }

    string Checksum => Convert.ToHexStringLower(hash.GetCurrentHash());

    static string Aof(string directory) => Path.Combine(directory, "AOF");

    async Task Read(long until, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        try
        {
            while (Length < until)
            {
                var (segment, start) = Math.DivRem(Length, SegmentBytes);
                var path = Path.Combine(Aof(directory), $"aof.log.{segment}");
                using var file = File.OpenHandle(
                    path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
                await Read(file, path, start, Math.Min(SegmentBytes, start + until - Length), buffer, cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    async Task Read(SafeFileHandle file, string path, long from, long to, byte[] buffer, CancellationToken cancellationToken)
    {
        for (var position = from; position < to;)
        {
            var wanted = (int)Math.Min(buffer.Length, to - position);
            var read = await RandomAccess.ReadAsync(file, buffer.AsMemory(0, wanted), position, cancellationToken);
            if (read == 0)
                throw new EndOfStreamException($"{Path.GetFileName(path)} ends at byte {position}, but was written up to {to}.");
            hash.Append(buffer.AsSpan(0, read));
            position += read;
            Length += read;
        }
    }

    // Write a new file and rename it: a crash leaves the old seal or the new one, never a partial one.
    void Save()
    {
        var next = SealPath + ".next";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes($"{Header} {Length.ToString(CultureInfo.InvariantCulture)} {Checksum}\n"));
            file.Flush(flushToDisk: true);
        }
        File.Move(next, SealPath, overwrite: true);
    }
}
