namespace KosovoNato.Backup;

/// <summary>The parsed arguments of the command line.</summary>
sealed record BackupOptions
{
    public const string Export = "export";
    public const string Import = "import";
    public const string List = "list";
    public const string Prune = "prune";
    public const string Drill = "drill";
    public const string RenewStoreId = "renew-store-id";

    /// <summary>The name by which the newest backup is selected.</summary>
    public const string Newest = "newest";

    /// <summary>One of the commands above.</summary>
    public required string Command { get; init; }

    /// <summary>Null only if <see cref="List"/> shows the backups of all services.</summary>
    public BackupService? Service { get; init; }

    /// <summary>The file to write or read; "-" for the standard stream. Empty if a directory is given.</summary>
    public string File { get; init; } = "";

    /// <summary>The directory, or the prefix in a bucket, of files named after the service and the time. Empty for a file.</summary>
    public string Directory { get; init; } = "";

    /// <summary>The backup in the directory that is imported: its name, or <see cref="Newest"/>.</summary>
    public string Backup { get; init; } = Newest;

    /// <summary>How many days with backups of the service to keep in the directory. 0 keeps all.</summary>
    public int KeepDays { get; init; }

    /// <summary>The age in hours above which a drill rejects the newest backup. 0 accepts any age.</summary>
    public int MaxAgeHours { get; init; }

    /// <summary>The revision whose snapshot is exported. Null for all revisions.</summary>
    public long? AtRevision { get; init; }
}
