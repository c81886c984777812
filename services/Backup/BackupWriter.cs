using System.Security.Cryptography;

namespace KosovoNato.Backup;

/// <summary>Writes the lines of a backup, and at the end their number and checksum.</summary>
sealed class BackupWriter(Stream stream) : IDisposable
{
    static readonly byte[] Newline = [(byte)'\n'];

    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    long lines;

    public async Task AddAsync(byte[] line, CancellationToken cancellationToken)
    {
        hash.AppendData(line);
        hash.AppendData(Newline);
        lines++;
        await WriteAsync(line, cancellationToken);
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(BackupLines.OfEnd(lines, Convert.ToHexStringLower(hash.GetCurrentHash())), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    public void Dispose() => hash.Dispose();

    async Task WriteAsync(byte[] line, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(line, cancellationToken);
        await stream.WriteAsync(Newline, cancellationToken);
    }
}
