namespace KosovoNato.Storage;

/// <summary>
/// The disk of a store on this machine, for a program that runs the store itself. The embedded server closes all connections after a commit
/// that it cannot append to its file, so it gets no writes while the disk is nearly full.
/// </summary>
/// <param name="freeBytes">Returns the free space of the disk.</param>
public sealed class StoreDisk(Func<long> freeBytes)
{
    // Three services write to the store of the one command, each at most 4 MiB at a time (Committer.MaxBytes).
    const long MinFreeBytes = 16 << 20;

    /// <summary>Whether the disk has too little space for the next writes, or does not report its space.</summary>
    internal bool IsFull
    {
        get
        {
            try
            {
                return freeBytes() < MinFreeBytes;
            }
            catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
            {
                return true;
            }
        }
    }

    /// <summary>Returns the disk of a directory.</summary>
    public static StoreDisk Of(string directory)
    {
        var path = Path.GetFullPath(directory);
        // Unix accepts the path itself, which may be on another disk than its root.
        var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(path)! : path);
        return new(() => drive.AvailableFreeSpace);
    }
}
