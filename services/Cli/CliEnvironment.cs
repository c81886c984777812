namespace KosovoNato.Cli;

/// <summary>The variables, directories and terminal of the process. Tests replace them.</summary>
/// <param name="Variable">Returns an environment variable, or null.</param>
/// <param name="ConfigDirectory">The directory of the contexts.</param>
/// <param name="Input">The standard input.</param>
/// <param name="IsTerminal">Whether a person can be asked: neither the input nor the output is redirected.</param>
sealed record CliEnvironment(
    Func<string, string?> Variable, string ConfigDirectory, TextReader Input, bool IsTerminal, TimeProvider TimeProvider)
{
    const string DirectoryVariable = "KOSOVONATO_CONFIG_DIRECTORY";

    public static CliEnvironment OfProcess() => new(
        Environment.GetEnvironmentVariable,
        Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } directory
            ? directory
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "kosovonato"),
        Console.In,
        !Console.IsInputRedirected && !Console.IsOutputRedirected,
        TimeProvider.System);
}
