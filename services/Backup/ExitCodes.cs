namespace KosovoNato.Backup;

/// <summary>The exit codes of the program.</summary>
static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The store is unavailable, or the connection was lost. A retry may succeed.</summary>
    public const int Failed = 1;

    /// <summary>The arguments, the file or the store do not fit the command.</summary>
    public const int Rejected = 2;
}
