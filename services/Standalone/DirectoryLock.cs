namespace KosovoNato.Standalone;

/// <summary>A lock kept by the operating system for as long as the file is open: a crash frees it.</summary>
static class DirectoryLock
{
    /// <returns>The lock, or null while another process (or another store in this one) has it.</returns>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        // "Would block" on Linux and macOS, a sharing violation on Windows: .NET has no exception of its own for it.
        catch (IOException failure) when ((failure.HResult & 0xFFFF) is 11 or 35 or 32)
        {
            return null;
        }
    }
}
