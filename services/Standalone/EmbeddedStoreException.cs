namespace KosovoNato.Standalone;

/// <summary>
/// Why the embedded store did not start. The message is written for the person at the keyboard: what is wrong
/// and what to do. Exit codes follow sysexits.h, so a script can tell the cases apart.
/// </summary>
public sealed class EmbeddedStoreException : Exception
{
    internal const int PortTakenCode = 76;

    EmbeddedStoreException(int exitCode, string message, Exception? inner = null) : base(message, inner) => ExitCode = exitCode;

    /// <summary>
    /// 64 wrong setting, 65 damaged data, 69 the server did not start, 72 server not installed, 73 folder not
    /// usable, 75 folder in use, 76 port taken.
    /// </summary>
    public int ExitCode { get; }

    internal static EmbeddedStoreException WrongSetting(string sentence) => new(64, sentence);

    internal static EmbeddedStoreException Damaged(string directory, string finding) => new(65,
        $"The data in {directory} is damaged ({finding}); nothing was changed: restore the folder from a copy, or start with another "
        + "folder.");

    internal static EmbeddedStoreException ExitedDuringStart(string output) => new(69,
        $"The embedded store ended while it started: read its last lines and {ServerOutputLog.FileName} in the data folder. {output}");

    internal static EmbeddedStoreException StartTimedOut(TimeSpan limit, string output) => new(69,
        $"The embedded store was not ready within {limit.TotalSeconds:0} s: raise StartTimeout if the data is large or the machine is "
        + $"busy. {output}");

    internal static EmbeddedStoreException NotInstalled(string path, Exception? inner = null) => new(72,
        $"The embedded store's program {path} is not there: run `dotnet restore services/Standalone` and start again.", inner);

    internal static EmbeddedStoreException NotUsable(string directory, Exception inner) => new(73,
        $"The data folder {directory} cannot be used ({inner.Message.TrimEnd('.')}): choose a folder that you may write to.", inner);

    internal static EmbeddedStoreException InUse(string directory) => new(75,
        $"Another process is using the data folder {directory}: stop it first, or choose another folder.");

    internal static EmbeddedStoreException PortTaken(int port) => new(PortTakenCode,
        $"Port {port} on 127.0.0.1 is taken: stop the program that uses it, or choose another port (0 takes a free one).");
}
