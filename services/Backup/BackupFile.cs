using System.Globalization;

namespace KosovoNato.Backup;

/// <summary>
/// The file of an export. It gets its name when it is complete and on disk, so a file with that name is never partial, and an earlier file
/// with that name stays until then.
/// </summary>
sealed class BackupFile(BackupOptions options, DateTimeOffset now)
{
    const string Ending = ".ndjson";

    public string Path { get; } = options.Directory.Length == 0
        ? options.File
        : System.IO.Path.Combine(
            options.Directory,
            $"{options.Service.Name}-{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}{Ending}");

    public async Task<BackupHeader> WriteAsync(Func<Stream, Task<BackupHeader>> write)
    {
        var part = $"{Path}.{Guid.NewGuid():N}.part";
        try
        {
            BackupHeader header;
            await using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 20))
            {
                header = await write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, Path, overwrite: true);
            DeleteOldBackups();
            return header;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>
    /// Deletes all but the newest backups of the service. File names differ only in the time, so their order is the order of age.
    /// </summary>
    void DeleteOldBackups()
    {
        if (options.KeepCount == 0)
        {
            return;
        }

        foreach (var old in Directory.GetFiles(options.Directory, $"{options.Service.Name}-????????T??????Z{Ending}")
            .OrderDescending(StringComparer.Ordinal).Skip(options.KeepCount))
        {
            File.Delete(old);
        }
    }
}
