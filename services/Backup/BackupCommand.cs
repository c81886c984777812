using System.CommandLine;
using System.CommandLine.Parsing;
using KosovoNato.CommandLine;

namespace KosovoNato.Backup;

/// <summary>The command line of the program.</summary>
sealed class BackupCommand : ProgramCommand
{
    const int MaxKept = 10_000;

    const string Text = """
        Exports a service's store to a backup, imports a backup into an empty store, or gives a store a new ID.

        KOSOVONATO_Store__Configuration is the address of the store, and KOSOVONATO_Store__KeyPrefix the prefix of its keys, as for
        the service itself.

        Exit codes: 0 done, 1 the store is unavailable or the connection was lost (a retry may help),
        2 rejected because of the arguments, the file or the store.
        """;

    readonly Option<BackupService> service = new("--service")
    {
        Required = true,
        HelpName = "name",
        Description = $"The service that owns the store: {BackupService.Names}.",
        CustomParser = result => BackupService.Find(result.Tokens[0].Value)
            ?? OptionValue.Invalid<BackupService?>(result, $"one of {BackupService.Names}", null),
    };

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

    readonly Option<string> directory = new("--directory")
    {
        HelpName = "directory",
        Description = "The directory for a file named after the service and the time.",
        CustomParser = OptionValue.Path,
    };

    readonly Option<int> keep = new("--keep")
    {
        HelpName = "number",
        Description = $"With --directory: how many backups of the service to keep, 1 to {MaxKept}. By default all.",
        CustomParser = result => OptionValue.Number(result, 1, MaxKept),
    };

    readonly Option<string> input = new("--input")
    {
        Required = true,
        HelpName = "file",
        Description = "The backup to read; - for the standard input.",
        CustomParser = OptionValue.Path,
    };

    /// <param name="run">
    /// Runs a command and returns its exit code. It gets a writer for messages, because an export may use the standard output.
    /// </param>
    public BackupCommand(Func<BackupOptions, TextWriter, CancellationToken, Task<int>> run) : base(Text, ExitCodes.Rejected)
    {
        var export = new Command(BackupOptions.Export, "Writes a backup of a store. Its service keeps running.")
        {
            service, output, revision, directory, keep,
        };
        export.Validators.Add(CheckExport);
        Command[] commands =
        [
            export,
            new(BackupOptions.Import, "Imports a backup into an empty store.") { service, input },
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
        bool Given(Option option) => result.GetResult(option) is not null;
        if (Given(output) == Given(directory))
        {
            result.AddError("Either --output or --directory is required, not both.");
        }
        else if (Given(keep) && Given(output))
        {
            result.AddError("--keep can only be used with --directory.");
        }
        else if (Given(revision) && Given(directory))
        {
            // An old snapshot must not push out recent backups.
            result.AddError("--revision can only be used with --output.");
        }
    }

    BackupOptions OptionsOf(ParseResult parsed) => new()
    {
        Command = parsed.CommandResult.Command.Name,
        Service = parsed.GetRequiredValue(service),
        File = parsed.GetValue(output) ?? parsed.GetValue(input) ?? "",
        Directory = parsed.GetValue(directory) ?? "",
        KeepCount = parsed.GetValue(keep),
        AtRevision = parsed.GetValue(revision) is var number and > 0 ? number : null,
    };
}
