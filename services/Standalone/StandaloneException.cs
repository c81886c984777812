using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace KosovoNato.Standalone;

/// <summary>
/// The exception for a program that did not start, or stopped unexpectedly. The message tells the user what to do. The exit codes extend
/// those of <see cref="EmbeddedStoreException"/>.
/// </summary>
sealed class StandaloneException : Exception
{
    public const int WrongArgumentCode = 64;

    StandaloneException(int exitCode, string message, Exception? inner = null) : base(message, inner) => ExitCode = exitCode;

    /// <summary>
    /// 64 invalid argument, 66 seeds missing or invalid, 69 the store or a service stopped, 73 address file not writable, 76 port taken,
    /// 78 key file or settings in the environment invalid.
    /// </summary>
    public int ExitCode { get; }

    public static StandaloneException WrongArgument(string sentence) => new(WrongArgumentCode, $"{sentence} --help lists the arguments.");

    public static StandaloneException WrongSeeds(string directory, Exception inner) => new(66,
        $"The seeds in {directory} cannot be loaded: {inner.Message.TrimEnd('.')}. Resources loaded before are kept. Correct the seeds and "
        + "start again.", inner);

    public static StandaloneException NoAnswer(string detail, Exception inner) => new(69,
        $"A service does not respond ({detail.TrimEnd('.')}). Read the lines above, and start again.", inner);

    public static StandaloneException AddressesNotWritten(string file, Exception inner) => new(73,
        $"The address file {file} cannot be written ({inner.Message.TrimEnd('.')}). Make room, or choose another data directory.", inner);

    public static StandaloneException DemoNotMarked(string directory, Exception inner) => new(73,
        $"The data directory {directory} cannot be marked as that of a demo ({inner.Message.TrimEnd('.')}). Make room, or choose another "
        + "data directory.", inner);

    public static StandaloneException StoreEnded(string directory) => new(69,
        $"The embedded store stopped unexpectedly. Acknowledged writes are kept. Read {ServerOutputLog.FileName} in "
        + $"{directory}, and start again.");

    public static StandaloneException ServiceEnded(string service) => new(69,
        $"The {service} service stopped unexpectedly. Acknowledged writes are kept. Read the lines above, and start again.");

    public static StandaloneException PortRefused(int port, string option, SocketException inner) =>
        new(EmbeddedStoreException.PortTakenCode,
        inner.SocketErrorCode == SocketError.AddressAlreadyInUse
            ? $"Port {port} on 127.0.0.1 is taken. Stop the program that uses it, or choose another port with {option} (0 for a free port)."
            : $"Port {port} on 127.0.0.1 cannot be opened ({inner.Message.TrimEnd('.')}). Choose another port with "
                + $"{option} (0 for a free port).",
        inner);

    public static StandaloneException PortsTaken(Exception inner) => new(EmbeddedStoreException.PortTakenCode,
        $"A port was taken in the meantime ({inner.Message.TrimEnd('.')}). Start again, or choose others with --grpc-port and --http-port "
        + "(0 for free ports).", inner);

    public static StandaloneException WrongSettings(OptionsValidationException inner) => new(78,
        $"The settings in the environment are invalid. {string.Join(' ', inner.Failures)}", inner);

    public static StandaloneException WrongKeyFile(string file, Exception inner) => new(78,
        $"The key file {file} cannot be used ({inner.Message.TrimEnd('.')}). Correct it, or delete it so that a new one is made.", inner);
}
