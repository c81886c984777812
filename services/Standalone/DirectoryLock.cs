namespace KosovoNato.Standalone;

/// <summary>A lock that the operating system holds while the file is open, so that a crash releases it.</summary>
static class DirectoryLock
{
    /// <returns>The lock, or null while another process (or another store in this process) holds it.</returns>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        // "Would block" on Linux and macOS, a sharing violation on Windows: .NET has no specific exception for this.
        catch (IOException failure) when ((failure.HResult & 0xFFFF) is 11 or 35 or 32)
        {
            return null;
        }
    }
}
