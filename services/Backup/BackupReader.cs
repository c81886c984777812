using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;

namespace KosovoNato.Backup;

/// <summary>Reads the lines of a backup one by one, and tells at the end whether they were all of them, unchanged.</summary>
sealed class BackupReader(Stream stream) : IDisposable
{
    // A revision has a few megabytes at most; a file of something else may have no end of a line at all.
    const int MaxLine = 256 << 20;

    readonly PipeReader pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 18, leaveOpen: true));
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    long lines;

    public async Task<BackupHeader> HeaderAsync(string service, CancellationToken cancellationToken) =>
        BackupHeader.OfLine(await NextAsync(cancellationToken) ?? throw Cut(), service);

    /// <summary>The next line, made into something; what is wrong with it is told with its number.</summary>
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
                $"Line {lines} is damaged: {damaged.Message.TrimEnd('.')}. Take another copy of this backup.", damaged);
        }
    }

    /// <summary>Reads the last line, and refuses what is not as it was written.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var (before, sum) = (lines, Convert.ToHexStringLower(hash.GetCurrentHash()));
        var (told, toldSum) = await ReadAsync(
            json => (BackupJson.Number(json.GetProperty("end"), "lines"), BackupJson.Text(json.GetProperty("end"), "sha256")),
            cancellationToken);
        if (told != before || toldSum != sum)
        {
            throw new BackupException(
                "This backup is not as it was written: its lines have another checksum than its last line says. Take another copy of it.");
        }

        if (await NextAsync(cancellationToken) is not null)
        {
            throw new BackupException("Something follows the end of this backup. Take another copy of it.");
        }
    }

    public void Dispose() => hash.Dispose();

    /// <summary>The next line without its end; none if there is no other. One without an end was cut off.</summary>
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

    static BackupException Cut() => new("This is no whole backup: its end is missing. Take another copy of it, or an older one.");
}
