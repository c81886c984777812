using System.Security.Cryptography;

namespace KosovoNato.Backup;

/// <summary>Writes the lines of a backup, and at the end how many they were and their checksum.</summary>
sealed class BackupWriter(Stream stream) : IDisposable
{
    static readonly byte[] Newline = [(byte)'\n'];

    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    long lines;

    public async Task AddAsync(byte[] line, CancellationToken cancel)
    {
        hash.AppendData(line);
        hash.AppendData(Newline);
        lines++;
        await WriteAsync(line, cancel);
    }

    public async Task EndAsync(CancellationToken cancel)
    {
        await WriteAsync(Lines.OfEnd(lines, Convert.ToHexStringLower(hash.GetCurrentHash())), cancel);
        await stream.FlushAsync(cancel);
    }

    public void Dispose() => hash.Dispose();

    async Task WriteAsync(byte[] line, CancellationToken cancel)
    {
        await stream.WriteAsync(line, cancel);
        await stream.WriteAsync(Newline, cancel);
    }
}
