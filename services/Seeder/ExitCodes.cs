namespace KosovoNato.Seeder;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCodes
{
    internal const int Success = 0;

    /// <summary>A service rejected a write or is unavailable. Earlier writes are kept; the next run continues.</summary>
    internal const int Failed = 1;

    /// <summary>An argument or a file is invalid; nothing was written.</summary>
    internal const int InvalidInput = 2;
}
