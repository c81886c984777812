using KosovoNato.Cli.Input;
using KosovoNato.Cli.Output;
using KosovoNato.Milestones.V1;
using KosovoNato.Recommendations.V1;
using Spectre.Console;

namespace KosovoNato.Cli.Reading;

/// <summary>Explains the progress of a recommendation, or the readiness of a milestone.</summary>
sealed class ExplainCommand : Command
{
    const string MilestonePrefix = "milestones/";

    readonly ReadOptions reading = new();
    readonly Argument<string> subject = new("name")
    {
        Description = "A recommendation, for example R1, or a milestone, for example milestones/path-pfp.",
    };

    public ExplainCommand(CliRuntime runtime)
        : base("explain", "Explains the progress of a recommendation, or the readiness of a milestone, down to the facts.")
    {
        Add(subject);
        reading.AddTo(this);
        runtime.Bind(this, RunAsync);
    }

    Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken cancellationToken) =>
        parsed.GetRequiredValue(subject).StartsWith(MilestonePrefix, StringComparison.Ordinal)
            ? MilestoneAsync(parsed, session, cancellationToken)
            : RecommendationAsync(parsed, session, cancellationToken);

    async Task<int> RecommendationAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var request = new ExplainProgressRequest
        {
            Recommendation = parsed.GetRequiredValue(subject),
            Assumptions = { parsed.GetValue(reading.Assumptions) ?? [] },
        };
        reading.Apply(parsed, request);
        var explained = await session.ProgressAsync("Explaining", () =>
            session.Recommendations.Rpc.ExplainProgressAsync(request, cancellationToken: cancellationToken).ResponseAsync);
        if (session.IsJson)
        {
            session.Json(explained);
            return ExitCodes.Success;
        }

        session.Console.Write(TreeOf(explained.Explanation));
        return ExitCodes.Success;
    }

    async Task<int> MilestoneAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var request = new GetReadinessRequest
        {
            Milestone = parsed.GetRequiredValue(subject),
            IncludeSupportingFacts = true,
            Assumptions = { parsed.GetValue(reading.Assumptions) ?? [] },
        };
        reading.Apply(parsed, request);
        var readiness = await session.Milestones.Rpc.GetReadinessAsync(request, cancellationToken: cancellationToken);
        if (session.IsJson)
        {
            session.Json(readiness);
            return ExitCodes.Success;
        }

        foreach (var milestone in readiness.Milestones)
        {
            session.Line($"{milestone.Title}: {EnumText.Of(milestone.Status)}, {EnumText.Of(milestone.Readiness)} on {readiness.AsOf}");
            Note(session, "waits for", milestone.WaitingFor.Select(Names.Id));
            Note(session, "blocked by", milestone.OpenBlockers.Select(blocker => $"{blocker.Id} ({EnumText.Of(blocker.Kind)})"));
            Note(session, "prevented by", milestone.PreventedBy.Select(decision =>
                $"{Names.Id(decision.Organization)} {decision.Decision} ({string.Join(' ', decision.BlockingStates)})"));
            Note(session, "smallest change", milestone.SmallestChange.Select(AssumptionText.Of));
            FactTable.Write(session, milestone.SupportingFacts);
        }

        return ExitCodes.Success;
    }

    static void Note(Session session, string what, IEnumerable<string> values)
    {
        if (string.Join(", ", values) is { Length: > 0 } text)
        {
            session.Line($"  {what}: {text}");
        }
    }

    static Tree TreeOf(ProgressExplanation explanation)
    {
        var tree = new Tree(new Text(TitleOf(explanation)));
        AddTo(tree, explanation);
        return tree;
    }

    static void AddTo(IHasTreeNodes parent, ProgressExplanation explanation)
    {
        if (explanation.Criterion is { } criterion)
        {
            AddTo(parent, criterion);
        }

        if (explanation.SmallestChange.Count > 0)
        {
            parent.AddNode(new Text($"smallest change: {string.Join(", ", explanation.SmallestChange.Select(AssumptionText.Of))}"));
        }

        foreach (var child in explanation.Children)
        {
            AddTo(parent.AddNode(new Text(TitleOf(child))), child);
        }
    }

    static void AddTo(IHasTreeNodes parent, CriterionExplanation criterion)
    {
        var result = criterion.Result;
        var missing = result.Missing.Count > 0 ? $"; missing: {Names.Ids(result.Missing)}" : "";
        var unknown = result.Unknown.Count > 0 ? $"; unknown: {Names.Ids(result.Unknown)}" : "";
        var node = parent.AddNode(
            new Text($"{EnumText.Of(result.Truth)}: {result.MetCount} of {result.TotalCount}{missing}{unknown}"));
        foreach (var fact in criterion.SupportingFacts)
        {
            node.AddNode(new Text($"{fact.Statement} ({fact.Name}{(fact.Assumed ? ", assumed" : "")})"));
        }

        foreach (var operand in criterion.Operands)
        {
            AddTo(node, operand);
        }
    }

    static string TitleOf(ProgressExplanation explanation) =>
        $"{Names.Id(explanation.Recommendation)} {explanation.Title}: {EnumText.Of(explanation.Progress.Kind)}, "
        + $"{explanation.Progress.Fraction:P0}";
}
