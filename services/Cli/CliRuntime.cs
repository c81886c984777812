using System.CommandLine.Completions;
using Grpc.Core;
using KosovoNato.Cli.Contexts;
using KosovoNato.Cli.Output;
using KosovoNato.CommandLine;

namespace KosovoNato.Cli;

/// <summary>Runs the commands: opens the session, reports errors, and returns the exit code.</summary>
sealed class CliRuntime
{
    const string Table = "table";
    const string Json = "json";

    public CliRuntime(CliEnvironment environment)
    {
        Environment = environment;
        Contexts = new(environment.ConfigDirectory);
        Context.CompletionSources.Add(_ => Contexts.NamesOrNone().Select(name => new CompletionItem(name)));
    }

    public CliEnvironment Environment { get; }

    public ContextStore Contexts { get; }

    public Option<string?> Context { get; } = new("--context")
    {
        HelpName = "name",
        Description = "The context to use. By default KOSOVONATO_CONTEXT, or the current context.",
        Recursive = true,
    };

    public Option<string> Output { get; } = new("--output", "-o")
    {
        HelpName = "format",
        Description = "The format of the output: table for people, or json for programs.",
        DefaultValueFactory = _ => Table,
        CustomParser = result => OptionValue.OneOf(result, Table, Json),
        CompletionSources = { Table, Json },
        Recursive = true,
    };

    /// <summary>Makes a command run <paramref name="action"/> with a session.</summary>
    public void Bind(Command command, Func<ParseResult, Session, CancellationToken, Task<int>> action) =>
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, action, cancellationToken));

    async Task<int> RunAsync(
        ParseResult parsed, Func<ParseResult, Session, CancellationToken, Task<int>> action, CancellationToken cancellationToken)
    {
        var writers = parsed.InvocationConfiguration;
        var report = new ErrorReport(writers.Error, parsed.GetValue(Output) == Json);
        try
        {
            await using var session = new Session(this, parsed.GetValue(Context), parsed.GetValue(Output) == Json, writers);
            return await action(parsed, session, cancellationToken);
        }
        catch (Exception stop) when (stop is RpcException or OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (RpcException failure)
        {
            return report.Write(failure);
        }
        catch (CliException failure)
        {
            return report.Write(failure);
        }
    }
}
