using KosovoNato.Cli.Connecting;
using KosovoNato.Cli.Output;
using KosovoNato.Cli.Reading;
using KosovoNato.Cli.Recording;
using KosovoNato.Cli.Watching;
using KosovoNato.CommandLine;

namespace KosovoNato.Cli;

/// <summary>The command line of the program.</summary>
sealed class CliCommand : ProgramCommand
{
    const string Text = """
        Asks the services of KosovoNato, watches them, and records facts.

        Addresses and the credential come from a context (see `kosovonato context`). Environment variables override it:
        KOSOVONATO_CONTEXT, KOSOVONATO_RECOGNITIONS, KOSOVONATO_MILESTONES and KOSOVONATO_RECOMMENDATIONS (addresses),
        KOSOVONATO_API_KEY_FILE, KOSOVONATO_API_KEY. Without any of them, services on this machine are called on the default ports.

        Exit codes: 0 done, 1 a service is unavailable (a retry may help), 2 an argument, a file or a context is invalid,
        3 rejected by a service, 4 the credential is missing or lacks the permission, 5 a write was not confirmed,
        130 interrupted with Ctrl-C.
        """;

    public CliCommand(CliEnvironment environment) : base(Text, ExitCodes.InvalidInput)
    {
        var runtime = new CliRuntime(environment);
        Add(runtime.Context);
        Add(runtime.Output);
        Add(new ContextCommand(runtime));
        Add(new CountCommand(runtime));
        Add(new AssessCommand(runtime));
        Add(new ExplainCommand(runtime));
        Add(new WhatIfCommand(runtime));
        Add(new ShowCommand(runtime));
        Add(new DiffCommand(runtime));
        Add(new WatchCommand(runtime));
        Add(new ActCommand(runtime));
        Add(new SourceCommand(runtime));
        Add(new BallotCommand(runtime));
        Add(new UndoCommand(runtime));
        Add(new CompletionCommand(runtime));
    }
}
