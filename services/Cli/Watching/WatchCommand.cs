using System.Text.Json.Nodes;
using System.Threading.Channels;
using Grpc.Core;
using KosovoNato.Cli.Input;
using KosovoNato.Cli.Output;
using KosovoNato.CommandLine;

namespace KosovoNato.Cli.Watching;

/// <summary>Prints every change as it happens, across interruptions and, with a file, across runs.</summary>
sealed class WatchCommand : Command
{
    const int MaxWaitingLines = 100;

    readonly Option<string[]> services = ServiceNames.Option("The services to watch; may be repeated. All by default.");
    readonly Option<bool> snapshot = new("--snapshot") { Description = "Prints all resources first. By default only new changes." };
    readonly Option<string?> resume = new("--resume")
    {
        HelpName = "file",
        Description = "Continues after the last printed change of the run that used this file, and saves the position there.",
    };

    readonly Option<int> limit = new("--limit")
    {
        HelpName = "number",
        Description = "Ends after this number of changes, with the revision that is complete then. By default the watch ends with Ctrl-C.",
        CustomParser = result => OptionValue.Number(result, 1, int.MaxValue),
    };

    public WatchCommand(CliRuntime runtime)
        : base("watch", "Prints every change as it happens. With -o json, one JSON object per line.")
    {
        Add(services);
        Add(snapshot);
        Add(resume);
        Add(limit);
        runtime.Bind(this, RunAsync);
    }

    async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var positions = new WatchPositions(parsed.GetValue(resume));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = Channel.CreateBounded<WatchedChange>(MaxWaitingLines);
        var source = new WatchSource(session, positions, parsed.GetValue(snapshot), lines.Writer);
        var readers = ServiceNames.Chosen(parsed.GetValue(services)).Select(service => source.RunAsync(service, end.Token)).ToList();
        // The first reader that fails ends the output; otherwise one service would be missing without notice.
        var ended = Task.WhenAny(readers).Unwrap().ContinueWith(
            task => lines.Writer.TryComplete(task.Exception?.GetBaseException()), TaskScheduler.Default);
        var remaining = parsed.GetValue(limit) is > 0 and var wanted ? wanted : long.MaxValue;
        try
        {
            await foreach (var change in lines.Reader.ReadAllAsync(cancellationToken))
            {
                if (change.Name.Length > 0)
                {
                    Print(session, change);
                    remaining--;
                }

                else
                {
                    // After the output: a position that is saved too early would skip a change.
                    positions.Save(change);
                    if (remaining <= 0)
                    {
                        break;
                    }
                }
            }

            return ExitCodes.Success;
        }
        catch (Exception stop) when (stop is OperationCanceledException or RpcException && cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Success; // Ctrl-C is how a watch ends.
        }
        finally
        {
            await end.CancelAsync();
            await ended;
            await Task.WhenAll(readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static void Print(Session session, WatchedChange change)
    {
        if (session.IsJson)
        {
            session.JsonLine(new JsonObject
            {
                ["service"] = change.Service,
                ["revision"] = change.Revision,
                ["recordedAt"] = change.RecordedAt,
                ["actor"] = change.Actor,
                ["reason"] = change.Reason,
                ["change"] = Session.Node(change.Message!),
            });
            return;
        }

        var why = change.Reason.Length > 0 ? $" ({change.Actor}: {change.Reason})" : change.Actor.Length > 0 ? $" ({change.Actor})" : "";
        session.Line($"{change.Revision,6} {EnumText.Of(change.Kind),-8} {change.Name}  {change.Text}{why}");
    }
}
