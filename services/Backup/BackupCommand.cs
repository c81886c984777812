using System.CommandLine;
using System.CommandLine.Parsing;
using KosovoNato.CommandLine;

namespace KosovoNato.Backup;

/// <summary>The command line of the program.</summary>
sealed class BackupCommand : ProgramCommand
{
    const int MaxDays = 10_000;
    const int MaxHours = 10_000;

    const string Text = """
        Exports a service's store to a backup, imports a backup into an empty store, manages backups, or gives a store a new ID.

        KOSOVONATO_Store__Configuration is the address of the store, and KOSOVONATO_Store__KeyPrefix the prefix of its keys, as for
        the service itself.

        Files and directories are paths, or s3://bucket/prefix/... on an S3-compatible server. Its address is
        KOSOVONATO_S3__ServiceUrl, the files with its access key KOSOVONATO_S3__AccessKeyFile and KOSOVONATO_S3__SecretKeyFile.
        KOSOVONATO_S3__Region is by default us-east-1. KOSOVONATO_S3__PathStyle=false puts the bucket into the host name.

        Exit codes: 0 done, 1 the store or the S3 server is unavailable or the connection was lost (a retry may help),
        2 rejected because of the arguments, the settings, the file or the store.
        """;

    readonly Option<BackupService> service = ServiceOption("The service that owns the store:", isRequired: true);

    readonly Option<BackupService> listedService = ServiceOption("The service of the backups, by default all:", isRequired: false);

    readonly Option<string> output = new("--output")
    {
        HelpName = "file",
        Description = "The file to write; - for the standard output.",
        CustomParser = OptionValue.Path,
    };

    readonly Option<long> revision = new("--revision")
    {
        HelpName = "number",
        Description = "With --output: export only the snapshot of this revision, from 1. By default all revisions.",
        CustomParser = result => OptionValue.Number(result, 1, long.MaxValue),
    };

    readonly Option<string> directory = DirectoryOption(
        "The directory for backups named after the service and the time.", isRequired: false);

    readonly Option<string> backups = DirectoryOption("The directory with the backups.", isRequired: true);

    readonly Option<int> keepDays = DaysOption("With --directory: the number of days with backups to keep,", isRequired: false);

    readonly Option<int> pruneDays = DaysOption("The number of days with backups to keep,", isRequired: true);

    readonly Option<string> input = new("--input")
    {
        HelpName = "file",
        Description = "The backup to read; - for the standard input.",
        CustomParser = OptionValue.Path,
    };

    readonly Option<string> backup = new("--backup")
    {
        HelpName = "name",
        Description = $"With --directory: the name of the backup. By default {BackupOptions.Newest}, the newest one of the service.",
        CustomParser = OptionValue.Path,
    };

    readonly Option<int> maxAge = new("--max-age")
    {
        HelpName = "hours",
        Description = $"The age above which the newest backup is rejected, 1 to {MaxHours}. By default any age is accepted.",
        CustomParser = result => OptionValue.Number(result, 1, MaxHours),
    };

    /// <param name="run">
    /// Runs a command and returns its exit code. It gets a writer for messages, because an export may use the standard output.
    /// </param>
    public BackupCommand(Func<BackupOptions, TextWriter, CancellationToken, Task<int>> run) : base(Text, ExitCodes.Rejected)
    {
        var export = new Command(BackupOptions.Export, "Writes a backup of a store. Its service keeps running.")
        {
            service, output, revision, directory, keepDays,
        };
        export.Validators.Add(CheckExport);
        var import = new Command(BackupOptions.Import, "Imports a backup into an empty store.")
        {
            service, input, directory, backup,
        };
        import.Validators.Add(CheckImport);
        Command[] commands =
        [
            export,
            import,
            new(BackupOptions.List, "Lists backups with their size in bytes, newest first.") { listedService, backups },
            new(BackupOptions.Prune, "Deletes old backups of a service, as an export with --keep-days does.")
            {
                service, backups, pruneDays,
            },
            new(BackupOptions.Drill, "Restores the newest backup into an empty store, and compares the counts.")
            {
                service, backups, maxAge,
            },
            new(BackupOptions.RenewStoreId, "Gives a store a new ID after its files were restored. All tokens become invalid.") { service },
        ];
        foreach (var command in commands)
        {
            command.SetAction(
                (parsed, cancellationToken) => run(OptionsOf(parsed), parsed.InvocationConfiguration.Error, cancellationToken));
            Add(command);
        }
    }

    void CheckExport(CommandResult result)
    {
        if (IsGiven(result, output) == IsGiven(result, directory))
        {
            result.AddError("Either --output or --directory is required, not both.");
        }
        else if (IsGiven(result, keepDays) && IsGiven(result, output))
        {
            result.AddError("--keep-days can only be used with --directory.");
        }
        else if (IsGiven(result, revision) && IsGiven(result, directory))
        {
            // An old snapshot must not pass for the newest backup.
            result.AddError("--revision can only be used with --output.");
        }
    }

    void CheckImport(CommandResult result)
    {
        if (IsGiven(result, input) == IsGiven(result, directory))
        {
            result.AddError("Either --input or --directory is required, not both.");
        }
        else if (IsGiven(result, backup) && IsGiven(result, input))
        {
            result.AddError("--backup can only be used with --directory.");
        }
    }

    BackupOptions OptionsOf(ParseResult parsed) => new()
    {
        Command = parsed.CommandResult.Command.Name,
        Service = parsed.GetValue(service) ?? parsed.GetValue(listedService),
        File = parsed.GetValue(output) ?? parsed.GetValue(input) ?? "",
        Directory = parsed.GetValue(directory) ?? parsed.GetValue(backups) ?? "",
        Backup = parsed.GetValue(backup) ?? BackupOptions.Newest,
        KeepDays = Math.Max(parsed.GetValue(keepDays), parsed.GetValue(pruneDays)),
        MaxAgeHours = parsed.GetValue(maxAge),
        AtRevision = parsed.GetValue(revision) is var number and > 0 ? number : null,
    };

    static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is not null;

    static Option<BackupService> ServiceOption(string description, bool isRequired) => new("--service")
    {
        Required = isRequired,
        HelpName = "name",
        Description = $"{description} {BackupService.Names}.",
        CustomParser = result => BackupService.Find(result.Tokens[0].Value)
            ?? OptionValue.Invalid<BackupService?>(result, $"one of {BackupService.Names}", null),
    };

    static Option<string> DirectoryOption(string description, bool isRequired) => new("--directory")
    {
        Required = isRequired,
        HelpName = "directory",
        Description = description,
        CustomParser = OptionValue.Path,
    };

    static Option<int> DaysOption(string description, bool isRequired) => new("--keep-days")
    {
        Required = isRequired,
        HelpName = "number",
        Description = $"{description} 1 to {MaxDays}{(isRequired ? "" : ", by default all")}.",
        CustomParser = result => OptionValue.Number(result, 1, MaxDays),
    };
}
