using System.Text.Json.Nodes;
using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Cli.Input;
using KosovoNato.Cli.Output;
using KosovoNato.Client;

namespace KosovoNato.Cli.Reading;

/// <summary>Lists the differences between two points in time.</summary>
sealed class DiffCommand : Command
{
    readonly Argument<BitemporalPoint?> from = Point("base", ArgumentArity.ExactlyOne);
    readonly Argument<BitemporalPoint?> to = Point("target", ArgumentArity.ZeroOrOne);
    readonly Option<string[]> services = ServiceNames.Option("The services to compare; may be repeated. All by default.");

    public DiffCommand(CliRuntime runtime)
        : base("diff", "Lists what changed in the world between two days, or in what was recorded between two points.")
    {
        Add(from);
        Add(to);
        Add(services);
        runtime.Bind(this, RunAsync);
    }

    async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var (start, end) = (parsed.GetValue(from)!, parsed.GetValue(to) ?? new BitemporalPoint());
        var chosen = ServiceNames.Chosen(parsed.GetValue(services));
        if (chosen.Count > 1 && (start.KnownAt is { HasRevision: true } || end.KnownAt is { HasRevision: true }))
        {
            throw new CliException("Revision numbers belong to one service: add --service.");
        }

        var found = new List<Difference>();
        foreach (var service in chosen)
        {
            await session.ProgressAsync($"Comparing {service}", async () =>
            {
                await foreach (var difference in Differences(session, service, start, end, cancellationToken))
                {
                    found.Add(difference);
                }

                return found.Count;
            });
        }

        if (session.IsJson)
        {
            session.Json(new JsonArray([.. found.Select(each => (JsonNode)new JsonObject
            {
                ["service"] = each.Service,
                ["change"] = Session.Node(each.Message),
            })]));
        }
        else if (found.Count == 0)
        {
            session.Line("Nothing differs.");
        }
        else
        {
            session.Table(["", "resource", "change"], found.Select(each => (IReadOnlyList<string>)
                [EnumText.Of(each.Kind), each.Name, ChangeText.Of(each.Previous, each.Current)]));
        }

        return ExitCodes.Success;
    }

    static IAsyncEnumerable<Difference> Differences(
        Session session, string service, BitemporalPoint start, BitemporalPoint end, CancellationToken cancellationToken) => service switch
        {
            ServiceNames.Recognitions => Pages.AllAsync(
                session.Recognitions.Rpc.DiffAsync, new Recognitions.V1.DiffRequest { Base = start, Target = end, PageSize = 1_000 },
                page => page.Changes.Select(each => new Difference(service, each, each.Name, each.Kind, each.Previous, each.Resource)),
                cancellationToken),
            ServiceNames.Milestones => Pages.AllAsync(
                session.Milestones.Rpc.DiffAsync, new Milestones.V1.DiffRequest { Base = start, Target = end, PageSize = 1_000 },
                page => page.Changes.Select(each => new Difference(service, each, each.Name, each.Kind, each.Previous, each.Resource)),
                cancellationToken),
            _ => Pages.AllAsync(
                session.Recommendations.Rpc.DiffAsync, new Recommendations.V1.DiffRequest { Base = start, Target = end, PageSize = 1_000 },
                page => page.Changes.Select(each => new Difference(service, each, each.Name, each.Kind, each.Previous, each.Resource)),
                cancellationToken),
        };

    static Argument<BitemporalPoint?> Point(string name, ArgumentArity arity) => new(name)
    {
        Description = "A day in the world, YYYY-MM-DD; or @ with a time (@2026-01-31T12:00:00Z) or a revision (@42) of the record."
            + (name == "target" ? " By default today and now." : ""),
        Arity = arity,
        CustomParser = result =>
        {
            if (TimePoint.Parse(result.Tokens[0].Value) is { } point)
            {
                return point;
            }

            result.AddError($"<{result.Argument.Name}> must be YYYY-MM-DD, or @ with a time or a revision, not "
                + $"\"{result.Tokens[0].Value}\".");
            return null;
        },
    };

    sealed record Difference(string Service, IMessage Message, string Name, ChangeKind Kind, IMessage? Previous, IMessage? Current);
}
