using System.Text.Json.Nodes;
using Google.Protobuf;
using KosovoNato.Cli.Input;
using KosovoNato.Cli.Output;
using KosovoNato.Client;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Cli.Reading;

/// <summary>Shows the result of a what-if query.</summary>
static class Consequences
{
    public static JsonObject Node(WhatIfResult result) => new()
    {
        ["asOf"] = result.AsOf,
        ["revision"] = Session.Node(result.Revision),
        ["recognitionCounts"] = Nodes(result.RecognitionCounts),
        ["decisions"] = Nodes(result.Decisions),
        ["milestones"] = Nodes(result.Milestones),
        ["recommendations"] = Nodes(result.Recommendations),
    };

    public static void Write(Session session, WhatIfResult result)
    {
        var rows = Rows(result).ToList();
        if (rows.Count == 0)
        {
            session.Line($"Nothing would change on {result.AsOf}.");
            return;
        }

        session.Table(["", "what", "is", "would be"], rows, $"What would change on {result.AsOf}");
    }

    static IEnumerable<IReadOnlyList<string>> Rows(WhatIfResult result)
    {
        foreach (var count in result.RecognitionCounts)
        {
            yield return ["count", Names.Id(count.Organization), Text(count.WithoutAssumptions), Text(count.WithAssumptions)];
        }

        foreach (var decision in result.Decisions)
        {
            yield return
            [
                "decision", $"{Names.Id(decision.Organization)} {decision.Decision}", Text(decision.WithoutAssumptions),
                Text(decision.WithAssumptions),
            ];
        }

        foreach (var milestone in result.Milestones)
        {
            yield return
            [
                "milestone", $"{Names.Id(milestone.Milestone)}: {milestone.Title}",
                milestone.WithoutAssumptions is { } was ? $"{EnumText.Of(was.Status)}, {EnumText.Of(was.Readiness)}" : "",
                $"{EnumText.Of(milestone.Status)}, {EnumText.Of(milestone.Readiness)}",
            ];
        }

        foreach (var recommendation in result.Recommendations)
        {
            yield return
            [
                "recommendation", $"{Names.Id(recommendation.Recommendation)}: {recommendation.Title}",
                Text(recommendation.WithoutAssumptions), Text(recommendation.Progress),
            ];
        }
    }

    static string Text(RecognitionCount? count) => count is null ? "" : $"{count.RecognizingCount} of {count.TotalCount}";

    static string Text(DecisionVerdict? verdict) => verdict is null ? ""
        : verdict.BlockingStates.Count == 0 ? EnumText.Of(verdict.Verdict)
        : $"{EnumText.Of(verdict.Verdict)}: {string.Join(' ', verdict.BlockingStates)}";

    static string Text(Progress? progress) => progress is null ? ""
        : progress.Criterion is { } criterion ? $"{EnumText.Of(progress.Kind)}, {criterion.MetCount} of {criterion.TotalCount}"
        : $"{EnumText.Of(progress.Kind)}, {progress.Fraction:P0}";

    static JsonArray Nodes(IEnumerable<IMessage> messages) => new([.. messages.Select(Session.Node)]);
}
