namespace KosovoNato.Backup.Locations;

/// <summary>A place for backups: a directory, or a prefix in a bucket.</summary>
interface IBackupLocation : IDisposable
{
    /// <summary>Returns the full path of a file, as an operator would write it.</summary>
    string PathOf(string name);

    /// <summary>Lists the files directly in this place, in no order.</summary>
    Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes a file. It gets its name when it is complete, so a file with that name is never partial, and an earlier file with that name
    /// stays until then.
    /// </summary>
    Task<T> WriteAsync<T>(string name, Func<Stream, Task<T>> write, CancellationToken cancellationToken);

    Task<Stream> OpenAsync(string name, CancellationToken cancellationToken);

    Task DeleteAsync(string name, CancellationToken cancellationToken);
}

/// <summary>A file at a location.</summary>
/// <param name="Size">In bytes.</param>
sealed record StoredFile(string Name, long Size);
