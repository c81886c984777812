using System.Globalization;

namespace KosovoNato.Backup;

/// <summary>What is asked for on the command line.</summary>
sealed record BackupOptions
{
    public const string Usage = """
        Usage:
          export --service NAME --output FILE|- [--revision REVISION]
          export --service NAME --directory DIRECTORY [--keep NUMBER]
          import --service NAME --input FILE|-
          renew-store-id --service NAME
        NAME is recognitions, milestones or recommendations. KOSOVONATO_Store__Configuration says where its store is, and
        KOSOVONATO_Store__KeyPrefix how its keys begin, as for the service itself.
        """;

    const int MaxKept = 10_000;

    static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["export"] = ["--service", "--output", "--directory", "--revision", "--keep"],
        ["import"] = ["--service", "--input"],
        ["renew-store-id"] = ["--service"],
    };

    public required string Command { get; init; }

    public required BackupService Service { get; init; }

    /// <summary>The file to write or read; "-" for the standard stream. Empty with a folder.</summary>
    public string File { get; init; } = "";

    /// <summary>The folder for a file named after the service and the time; empty with a file.</summary>
    public string Directory { get; init; } = "";

    /// <summary>How many files of the service stay in the folder; 0 keeps all.</summary>
    public int KeepCount { get; init; }

    /// <summary>The revision whose state is exported; none for all revisions.</summary>
    public long? AtRevision { get; init; }

    public static BackupOptions Parse(IReadOnlyList<string> args)
    {
        var verb = args.Count == 0 ? "" : args[0];
        if (!Known.TryGetValue(verb, out var known))
        {
            throw new BackupException(verb.Length == 0 ? Usage : $"There is no command {verb}.\n{Usage}");
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i < args.Count; i += 2)
        {
            if (!known.Contains(args[i]))
            {
                throw new BackupException($"{verb} has no argument {args[i]}.\n{Usage}");
            }

            if (i + 1 == args.Count || args[i + 1].Length == 0 || !values.TryAdd(args[i], args[i + 1]))
            {
                throw new BackupException($"{args[i]} needs one value.\n{Usage}");
            }
        }

        var options = new BackupOptions
        {
            Command = verb,
            Service = BackupService.Named(
                values.GetValueOrDefault("--service") ?? throw new BackupException($"--service is missing.\n{Usage}")),
            File = values.GetValueOrDefault(verb == "import" ? "--input" : "--output", ""),
            Directory = values.GetValueOrDefault("--directory", ""),
            AtRevision = values.TryGetValue("--revision", out var at) ? Number("--revision", at, long.MaxValue) : null,
            KeepCount = values.TryGetValue("--keep", out var keep) ? (int)Number("--keep", keep, MaxKept) : 0,
        };
        return options.Checked();
    }

    BackupOptions Checked() => this switch
    {
        { Command: "import", File: "" } => throw new BackupException($"--input is missing.\n{Usage}"),
        { Command: "export" } when File.Length == 0 == (Directory.Length == 0) =>
            throw new BackupException($"Either --output or --directory is needed.\n{Usage}"),
        { KeepCount: > 0, Directory: "" } => throw new BackupException($"--keep belongs to --directory.\n{Usage}"),
        // A state of long ago must not push out the backups of the present.
        { AtRevision: not null, Directory.Length: > 0 } => throw new BackupException($"--revision belongs to --output.\n{Usage}"),
        _ => this,
    };

    static long Number(string name, string text, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new BackupException($"{name} needs a number from 1 to {most}.\n{Usage}");
}
