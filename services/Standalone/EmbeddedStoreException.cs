namespace KosovoNato.Standalone;

/// <summary>
/// The exception for an embedded store that did not start. The message tells the user what is wrong and what to do. Exit codes follow
/// sysexits.h, so that a script can tell the cases apart.
/// </summary>
public sealed class EmbeddedStoreException : Exception
{
    internal const int PortTakenCode = 76;

    EmbeddedStoreException(int exitCode, string message, Exception? inner = null) : base(message, inner) => ExitCode = exitCode;

    /// <summary>
    /// 64 invalid setting, 65 data corrupted, 69 the server did not start, 72 server not installed, 73 directory not usable, 75 directory
    /// in use, 76 port taken.
    /// </summary>
    public int ExitCode { get; }

    internal static EmbeddedStoreException WrongSetting(string sentence) => new(64, sentence);

    internal static EmbeddedStoreException Damaged(string directory, string finding) => new(65,
        $"The data in {directory} is corrupted ({finding}). Nothing was changed. Restore the directory from a copy, or start with another "
        + "directory.");

    internal static EmbeddedStoreException ExitedDuringStart(string output) => new(69,
        $"The embedded store ended during its start. Read its last lines, and {ServerOutputLog.FileName} in the data directory. {output}");

    internal static EmbeddedStoreException StartTimedOut(TimeSpan limit, string output) => new(69,
        $"The embedded store was not ready within {limit.TotalSeconds:0} s. Increase StartTimeout if the data is large or the machine is "
        + $"busy. {output}");

    internal static EmbeddedStoreException NotInstalled(string path, Exception? inner = null) => new(72,
        $"The program of the embedded store, {path}, does not exist. Run `dotnet restore services/Standalone` and start again.", inner);

    internal static EmbeddedStoreException NotUsable(string directory, Exception inner) => new(73,
        $"The data directory {directory} cannot be used ({inner.Message.TrimEnd('.')}). Choose a directory that you can write to.", inner);

    internal static EmbeddedStoreException InUse(string directory) => new(75,
        $"Another process is using the data directory {directory}. Stop it first, or choose another directory.");

    internal static EmbeddedStoreException PortTaken(int port) => new(PortTakenCode,
        $"Port {port} on 127.0.0.1 is taken. Stop the program that uses it, or choose another port (0 for a free port).");
}
