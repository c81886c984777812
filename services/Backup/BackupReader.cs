using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;

namespace KosovoNato.Backup;

/// <summary>Reads the lines of a backup one by one, and checks at the end that they are complete and unchanged.</summary>
sealed class BackupReader(Stream stream) : IDisposable
{
    // A revision has at most a few megabytes. A file that is not a backup may have no line end at all.
    const int MaxLine = 256 << 20;

    readonly PipeReader pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 18, leaveOpen: true));
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    long lines;

    public async Task<BackupHeader> HeaderAsync(string service, CancellationToken cancellationToken) =>
        BackupHeader.OfLine(await NextAsync(cancellationToken) ?? throw Cut(), service);

    /// <summary>Reads the next line and converts it. An error includes the number of the line.</summary>
    public async Task<T> ReadAsync<T>(Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var line = await NextAsync(cancellationToken) ?? throw Cut();
        try
        {
            using var json = JsonDocument.Parse(line, BackupJson.Document);
            return read(json.RootElement);
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or OverflowException or InvalidDataException or Google.Protobuf.InvalidProtocolBufferException
            or Google.Protobuf.InvalidJsonException)
        {
            throw new BackupException(
                $"Line {lines} is corrupted: {damaged.Message.TrimEnd('.')}. Use another copy of this backup.", damaged);
        }
    }

    /// <summary>Reads the last line, and rejects a backup that was changed after it was written.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var (before, sum) = (lines, Convert.ToHexStringLower(hash.GetCurrentHash()));
        var (told, toldSum) = await ReadAsync(
            json => (BackupJson.Number(json.GetProperty("end"), "lines"), BackupJson.Text(json.GetProperty("end"), "sha256")),
            cancellationToken);
        if (told != before || toldSum != sum)
        {
            throw new BackupException(
                "This backup was changed after it was written: its last line has another line count or checksum. Use another copy.");
        }

        if (await NextAsync(cancellationToken) is not null)
        {
            throw new BackupException("There is data after the end of this backup. Use another copy.");
        }
    }

    public void Dispose() => hash.Dispose();

    /// <summary>Returns the next line without its line end, or null after the last line. A line without an end was cut off.</summary>
    async Task<byte[]?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = read.Buffer.Slice(0, end).ToArray();
                var next = read.Buffer.GetPosition(1, end);
                foreach (var part in read.Buffer.Slice(0, next))
                {
                    hash.AppendData(part.Span);
                }

                pipe.AdvanceTo(next);
                lines++;
                return line;
            }

            if (read.IsCompleted && read.Buffer.IsEmpty)
            {
                return null;
            }

            if (read.IsCompleted || read.Buffer.Length > MaxLine)
            {
                throw Cut();
            }

            pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    static BackupException Cut() => new("This backup is incomplete: its end is missing. Use another copy, or an older backup.");
}
