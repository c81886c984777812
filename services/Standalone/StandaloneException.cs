using System.Net.Sockets;

namespace KosovoNato.Standalone;

/// <summary>
/// Why everything in one process did not start, or ended by itself. The message is written for the person at the
/// keyboard; the exit codes go on from those of <see cref="EmbeddedStoreException"/>.
/// </summary>
sealed class StandaloneException : Exception
{
    public const int WrongArgumentCode = 64;

    StandaloneException(int exitCode, string message, Exception? inner = null) : base(message, inner) => ExitCode = exitCode;

    /// <summary>64 wrong argument, 66 seeds missing or wrong, 69 store or service ended, 76 port taken, 78 key file wrong.</summary>
    public int ExitCode { get; }

    public static StandaloneException WrongArgument(string sentence) => new(WrongArgumentCode, $"{sentence} --help lists the arguments.");

    public static StandaloneException WrongSeeds(string directory, Exception inner) => new(66,
        $"The seeds in {directory} cannot be loaded: {inner.Message.TrimEnd('.')}. What was loaded before is kept; correct the seeds and "
        + "start again.", inner);

    public static StandaloneException NoAnswer(string detail, Exception inner) => new(69,
        $"A service does not answer ({detail.TrimEnd('.')}): read the lines above, and start again.", inner);

    public static StandaloneException StoreEnded(string directory) => new(69,
        $"The embedded store ended by itself; what was acknowledged is kept: read {ServerOutputLog.FileName} in "
        + $"{directory}, and start again.");

    public static StandaloneException ServiceEnded(string service) => new(69,
        $"The {service} service ended by itself; what was acknowledged is kept: read the lines above, and start again.");

    public static StandaloneException PortRefused(int port, string option, SocketException inner) =>
        new(EmbeddedStoreException.PortTakenCode,
        inner.SocketErrorCode == SocketError.AddressAlreadyInUse
            ? $"Port {port} on 127.0.0.1 is taken: stop the program that uses it, or choose another one with {option} (0 takes a free one)."
            : $"Port {port} on 127.0.0.1 cannot be opened ({inner.Message.TrimEnd('.')}): choose another one with "
                + $"{option} (0 takes a free one).",
        inner);

    public static StandaloneException PortsTaken(Exception inner) => new(EmbeddedStoreException.PortTakenCode,
        $"A port was taken just now ({inner.Message.TrimEnd('.')}): start again, or choose others with --grpc-port and --http-port (0 "
        + "takes a free one).", inner);

    public static StandaloneException WrongKeyFile(string file, Exception inner) => new(78,
        $"The key file {file} cannot be used ({inner.Message.TrimEnd('.')}): correct it, or delete it to have one made.", inner);
}
