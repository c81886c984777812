namespace KosovoNato.Cli;

/// <summary>The exception for a command that cannot be run. The message tells the user what to do.</summary>
sealed class CliException(string message, int exitCode = ExitCodes.InvalidInput, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode => exitCode;
}
