namespace KosovoNato.Backup.Locations;

/// <summary>A directory for backups.</summary>
/// <param name="directory">Empty for the current directory.</param>
sealed class DirectoryLocation(string directory) : IBackupLocation
{
    public string PathOf(string name) => Path.Combine(directory, name);

    public Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StoredFile>>(
        [.. new DirectoryInfo(Path.GetFullPath(directory)).GetFiles().Select(file => new StoredFile(file.Name, file.Length))]);

    public async Task<T> WriteAsync<T>(string name, Func<Stream, Task<T>> write, CancellationToken cancellationToken)
    {
        var part = PathOf($"{name}.{Guid.NewGuid():N}.part");
        try
        {
            T result;
            await using (var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 20))
            {
                result = await write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, PathOf(name), overwrite: true);
            return result;
        }
        finally
        {
            File.Delete(part);
        }
    }

    public Task<Stream> OpenAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(File.OpenRead(PathOf(name)));

    public Task DeleteAsync(string name, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(name));
        return Task.CompletedTask;
    }

    public void Dispose()
    {
    }
}
