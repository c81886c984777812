namespace KosovoNato.Cli;

/// <summary>The exit codes of the program.</summary>
static class ExitCodes
{
    public const int Success = 0;

    /// <summary>A service is unavailable, overloaded or did not respond in time. A retry may succeed.</summary>
    public const int Unavailable = 1;

    /// <summary>An argument, a file or a context is invalid. Nothing was sent.</summary>
    public const int InvalidInput = 2;

    /// <summary>A service rejected the request: a resource does not exist, or a value or a rule forbids it.</summary>
    public const int Rejected = 3;

    /// <summary>The credential is missing, unknown or expired, or does not have the permission.</summary>
    public const int AccessDenied = 4;

    /// <summary>The write was shown and not confirmed. Nothing was recorded.</summary>
    public const int NotConfirmed = 5;

    /// <summary>Ctrl-C.</summary>
    public const int Interrupted = 130;
}
