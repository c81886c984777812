using KosovoNato.Cli.Input;
using KosovoNato.Cli.Output;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Cli.Reading;

/// <summary>Assesses whether an organization could take a decision.</summary>
sealed class AssessCommand : Command
{
    readonly ReadOptions reading = new();
    readonly Argument<string> organization = new("organization") { Description = "The organization, for example nato." };
    readonly Argument<string> decision = new("decision") { Description = "The decision, for example INVITE_PARTNER_PFP." };
    readonly Option<bool> silence = new("--silence")
    {
        Description = "Under a silence procedure: a member without a recorded stance does not object.",
    };

    readonly Option<bool> facts = new("--facts") { Description = "Also lists the supporting facts." };
    readonly Option<DecisionBasis> basis = EnumText.Option<DecisionBasis>("--basis", "What stances are inferred from");

    public AssessCommand(CliRuntime runtime)
        : base("assess", "Assesses whether an organization could take a decision, and who prevents it.")
    {
        Add(organization);
        Add(decision);
        Add(silence);
        Add(basis);
        Add(facts);
        reading.AddTo(this);
        runtime.Bind(this, RunAsync);
    }

    async Task<int> RunAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        var request = new AssessDecisionRequest
        {
            Organization = parsed.GetRequiredValue(organization),
            Decision = parsed.GetRequiredValue(decision),
            SilenceProcedure = parsed.GetValue(silence),
            Basis = parsed.GetValue(basis),
            Assumptions = { parsed.GetValue(reading.Assumptions) ?? [] },
        };
        reading.Apply(parsed, request);
        var assessed = await session.Recognitions.Rpc.AssessDecisionAsync(request, cancellationToken: cancellationToken);
        if (session.IsJson)
        {
            session.Json(assessed);
            return ExitCodes.Success;
        }

        session.Line($"{EnumText.Of(assessed.Verdict)} on {assessed.AsOf}, by {EnumText.Of(assessed.Rule.VotingRule)}"
            + (assessed.HasNeededCount ? $"; {assessed.NeededCount} more needed" : "") + ".");
        if (assessed.SmallestChange.Count > 0)
        {
            session.Line($"Smallest change: {string.Join(", ", assessed.SmallestChange.Select(AssumptionText.Of))}");
        }

        session.Table(
            ["stance", "states", ""],
            assessed.Stances.GroupBy(stance => (stance.CountedStance, stance.Basis)).OrderByDescending(group => group.Key.CountedStance)
                .Select(group => (IReadOnlyList<string>)
                [
                    $"{EnumText.Of(group.Key.CountedStance)} ({EnumText.Of(group.Key.Basis)})", $"{group.Count()}",
                    string.Join(' ', group.Select(stance => stance.Assumed ? $"{stance.State}*" : stance.State)),
                ]));
        if (assessed.BlockingStates.Count > 0)
        {
            session.Line($"Blocking: {string.Join(' ', assessed.BlockingStates)} ({assessed.InferredBlockingCount} of them inferred).");
        }

        if (parsed.GetValue(facts))
        {
            FactTable.Write(session, assessed.SupportingFacts);
        }

        return ExitCodes.Success;
    }
}
