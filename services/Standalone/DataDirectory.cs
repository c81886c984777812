namespace KosovoNato.Standalone;

/// <summary>
/// The data directory, locked by one process. There are two locks: this one decides which process may start a server here; the server's own
/// lock (see <see cref="StartupHook"/>) makes a new server wait until the server of a crashed parent has ended.
/// </summary>
sealed class DataDirectory : IDisposable
{
    static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(50);
    const int Attempts = 20;

    readonly FileStream held;

    DataDirectory(string path, FileStream held) => (FullPath, this.held) = (path, held);

    public string FullPath { get; }

    public string ServerLock => Path.Combine(FullPath, "server.lock");

    public static async Task<DataDirectory> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
            return new(full, await Take(Path.Combine(full, "store.lock"), cancellationToken) ?? throw EmbeddedStoreException.InUse(full));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw EmbeddedStoreException.NotUsable(full, failure);
        }
    }

    // Retry: a killed process holds its lock until the kernel has cleaned up, and a process that another thread is starting holds a copy of
    // ours for a moment.
    static async Task<FileStream?> Take(string path, CancellationToken cancellationToken)
    {
        using var retry = new PeriodicTimer(RetryInterval);
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            if (DirectoryLock.TryTake(path) is { } taken)
                return taken;
            await retry.WaitForNextTickAsync(cancellationToken);
        }
        return DirectoryLock.TryTake(path);
    }

    public void Dispose() => held.Dispose();
}
