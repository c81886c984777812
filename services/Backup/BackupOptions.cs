namespace KosovoNato.Backup;

/// <summary>What is asked for on the command line.</summary>
sealed record BackupOptions
{
    public const string Export = "export";
    public const string Import = "import";
    public const string RenewStoreId = "renew-store-id";

    /// <summary>One of the constants above.</summary>
    public required string Command { get; init; }

    public required BackupService Service { get; init; }

    /// <summary>The file to write or read; "-" for the standard stream. Empty with a directory.</summary>
    public string File { get; init; } = "";

    /// <summary>The directory for a file named after the service and the time; empty with a file.</summary>
    public string Directory { get; init; } = "";

    /// <summary>How many files of the service stay in the directory; 0 keeps all.</summary>
    public int KeepCount { get; init; }

    /// <summary>The revision whose state is exported; null for all revisions.</summary>
    public long? AtRevision { get; init; }
}
