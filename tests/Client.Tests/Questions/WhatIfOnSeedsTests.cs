using KosovoNato.Assumptions.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests.Questions;

public sealed class WhatIfOnSeedsTests(SharedStores stores)
{
    const string Day = "2025-12-23";

    [Fact]
    public async Task The_services_answer_together_and_keep_nothing()
    {
        await using var services = await ServiceProcesses.StartAsync(stores);
        var before = await services.RevisionsAsync();

        // Two of the four missing recognitions: progress everywhere, but no goal is reached.
        var two = await services.WhatIf.AskAsync(new() { Assumptions = [.. Recognizing("GR", "SK")], AsOf = Day }, FakeResponses.Stop);
        var invitation = two.Decisions.Single(one => one.Decision == new WhatIfDecision("nato", "INVITE_PARTNER_PFP"));
        Assert.Equal(["ES", "GR", "RO", "SK"], invitation.Before.BlockingStates);
        Assert.Equal(["ES", "RO"], invitation.After.BlockingStates);
        Assert.Equal(Verdict.Blocked, invitation.After.Verdict);
        Assert.DoesNotContain(two.Milestones, milestone => milestone.IsReached);
        Assert.Equal((28, 30, ProgressKind.Progressing), Counted(two, "R1"));

        // All four: the condition is met, no state blocks the decision, and recommendations change through the milestone.
        var four = await services.WhatIf.AskAsync(
            new() { Assumptions = [.. Recognizing("ES", "GR", "RO", "SK")], AsOf = Day }, FakeResponses.Stop);
        Assert.Equal(
            Verdict.Met, four.Decisions.Single(one => one.Decision == new WhatIfDecision("nato", "INVITE_PARTNER_PFP")).After.Verdict);
        Assert.Contains(four.Milestones, milestone => milestone is { IsReached: true, After.Milestone: "recognition-nato" });
        Assert.Equal((28, 32, ProgressKind.Satisfied), Counted(four, "R1"));
        Assert.Equal(ProgressKind.Satisfied, four.Recommendations.Single(one => one.Recommendation == "R1.1").After.Kind);

        // Assumptions that only the milestone service evaluates: a centre's agreement and a milestone.
        var road = await services.WhatIf.AskAsync(
            new()
            {
                Assumptions =
                [
                    new Assumption { Agreement = new() { Centre = "ccdcoe" } },
                    new Assumption { Milestone = new() { Milestone = "coe-hosts", Status = AssumedMilestoneStatus.Achieved } },
                ],
                AsOf = Day,
            },
            FakeResponses.Stop);
        Assert.Empty(road.Decisions);
        Assert.Contains(road.Milestones, milestone => milestone is { IsUnlocked: true, After.Milestone: "coe-frameworks" });
        Assert.Contains(road.Recommendations, one => one is { Recommendation: "R3.8", After.Kind: ProgressKind.Satisfied });
        Assert.Contains(road.Recommendations, one => one is { Recommendation: "R3.6", After.Kind: ProgressKind.Satisfied });

        // An assumption that already holds changes nothing.
        var known = await services.WhatIf.AskAsync(new() { Assumptions = [.. Recognizing("AL")], AsOf = Day }, FakeResponses.Stop);
        Assert.Equal((0, 0, 0), (known.Decisions.Count, known.Milestones.Count, known.Recommendations.Count));
        Assert.Equal(before, await services.RevisionsAsync());
    }

    static IEnumerable<Assumption> Recognizing(params IEnumerable<string> codes) =>
        codes.Select(code => new Assumption { Recognition = new() { Recognizer = code } });

    static (int Before, int After, ProgressKind Kind) Counted(WhatIfResult answer, string recommendation)
    {
        var one = answer.Recommendations.Single(changed => changed.Recommendation == recommendation);
        return (one.Before.Criterion.MetCount, one.After.Criterion.MetCount, one.After.Kind);
    }
}
