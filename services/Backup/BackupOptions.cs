namespace KosovoNato.Backup;

/// <summary>The parsed arguments of the command line.</summary>
sealed record BackupOptions
{
    public const string Export = "export";
    public const string Import = "import";
    public const string RenewStoreId = "renew-store-id";

    /// <summary>One of the constants above.</summary>
    public required string Command { get; init; }

    public required BackupService Service { get; init; }

    /// <summary>The file to write or read; "-" for the standard stream. Empty if a directory is given.</summary>
    public string File { get; init; } = "";

    /// <summary>The directory for a file named after the service and the time. Empty if a file is given.</summary>
    public string Directory { get; init; } = "";

    /// <summary>How many files of the service to keep in the directory. 0 keeps all.</summary>
    public int KeepCount { get; init; }

    /// <summary>The revision whose snapshot is exported. Null for all revisions.</summary>
    public long? AtRevision { get; init; }
}
