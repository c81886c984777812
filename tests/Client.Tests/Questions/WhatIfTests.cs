using Grpc.Core;
using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Client.Tests.Questions;

public sealed class WhatIfTests
{
    static readonly Assumption Recognizes = new() { Recognition = new() { Recognizer = "ES" } };
    static readonly Assumption Ratifies = new() { Ratification = new() { State = "ES" } };

    [Fact]
    public async Task What_changes_at_each_service_is_put_together_with_how_it_is_now()
    {
        await using var services = await GivenAsync();
        var answer = await services.WhatIf.AskAsync(new() { Assumptions = [Recognizes] }, FakeResponses.Stop);
        Assert.Equal("2025-12-23", answer.AsOf);
        var decision = Assert.Single(answer.Decisions);
        Assert.Equal(new("nato", "GRANT_MAP"), decision.Decision);
        Assert.Equal((Verdict.Blocked, Verdict.Met), (decision.Before.Verdict, decision.After.Verdict));
        Assert.Equal(
            [("path-map", false, true), ("recognition-nato", true, false)],
            answer.Milestones.Select(milestone => (milestone.After.Milestone, milestone.IsReached, milestone.IsUnlocked)));
        Assert.Equal(
            [("R1", 0.5, 1.0), ("R1.1", 0.0, 1.0)],
            answer.Recommendations.Select(one => (one.Recommendation, one.Before.Fraction, one.After.Fraction)));
        Assert.Equal([22, 11, 33], answer.Revisions.OrderBy(state => state.Key).Select(state => state.Value.Number));
    }

    [Fact]
    public async Task All_are_asked_about_the_same_day_and_each_about_one_revision()
    {
        await using var services = await GivenAsync();
        await services.WhatIf.AskAsync(new() { Assumptions = [Recognizes], PartialDateMode = PartialDateMode.Certain }, FakeResponses.Stop);
        Assert.All(services.Milestones.Asked, asked =>
            Assert.Equal(("", true, PartialDateMode.Certain), (asked.AsOf, asked.ChangedByAssumptionsOnly, asked.PartialDateMode)));
        Assert.All(services.Recognitions.Asked, asked =>
            Assert.Equal(("2025-12-23", "r11", PartialDateMode.Certain), (asked.AsOf, asked.KnownAt.Token, asked.PartialDateMode)));
        Assert.All(services.Recommendations.Asked, asked =>
            Assert.Equal(("2025-12-23", "r33", PartialDateMode.Certain), (asked.AsOf, asked.KnownAt.Token, asked.PartialDateMode)));
    }

    [Fact]
    public async Task Each_decision_is_asked_with_and_without_what_is_assumed()
    {
        await using var services = await GivenAsync();
        await services.WhatIf.AskAsync(new() { Assumptions = [Recognizes, Ratifies] }, FakeResponses.Stop);
        Assert.Equal(
            ["eu INVITE 0", "eu INVITE 1", "nato GRANT_MAP 0", "nato GRANT_MAP 1", "nato INVITE 0", "nato INVITE 1"],
            services.Recognitions.Asked.Select(asked => $"{asked.Organization} {asked.Decision} {asked.Assumptions.Count}").Order());
        Assert.All(services.Recognitions.Asked.SelectMany(asked => asked.Assumptions), assumed => Assert.Equal(Recognizes, assumed));
    }

    [Fact]
    public async Task A_decision_for_which_fewer_would_be_needed_is_told_although_its_verdict_stays()
    {
        await using var services = await GivenAsync();
        services.Recognitions.Assess = request => request is { Decision: "GRANT_MAP", Assumptions.Count: > 0 }
            ? new() { Verdict = Verdict.Undetermined, UnknownStates = { "GR" }, NeededCount = 1 }
            : new() { Verdict = Verdict.Undetermined, UnknownStates = { "ES", "GR" }, NeededCount = 2 };
        var answer = await services.WhatIf.AskAsync(new() { Assumptions = [Recognizes] }, FakeResponses.Stop);
        Assert.Equal(
            [("GRANT_MAP", 2, 1)], answer.Decisions.Select(one => (one.Decision.Decision, one.Before.NeededCount, one.After.NeededCount)));
    }

    [Fact]
    public async Task What_has_no_bearing_on_decisions_asks_for_none()
    {
        await using var services = await GivenAsync();
        var answer = await services.WhatIf.AskAsync(new() { Assumptions = [Ratifies] }, FakeResponses.Stop);
        Assert.Empty(services.Recognitions.Asked);
        Assert.Empty(answer.Decisions);
        Assert.DoesNotContain("recognitions", answer.Revisions.Keys);
        Assert.Equal(Ratifies, services.Milestones.Asked.First().Assumptions.Single());
    }

    [Fact]
    public async Task Stages_of_milestones_that_follow_are_assumed_for_recommendations()
    {
        await using var services = await GivenAsync();
        await services.WhatIf.AskAsync(new() { Assumptions = [Recognizes] }, FakeResponses.Stop);
        // The readiness of path-map changes, but not its status.
        Assumption follows = new() { Milestone = new() { Milestone = "recognition-nato", Status = AssumedMilestoneStatus.Achieved } };
        Assert.All(services.Recommendations.Asked, asked => Assert.Equal([Recognizes, follows], asked.Assumptions));
    }

    [Fact]
    public async Task Published_roots_are_asked_and_parts_that_an_answer_leaves_out()
    {
        await using var services = await GivenAsync();
        services.Recommendations.Explain = request => request.Recommendation == "R1"
            ? Explained("R1", 0, 0.5, left: 1, Explained("R1.1", 0, 0))
            : Explained(request.Recommendation, 0, 1);
        var answer = await services.WhatIf.AskAsync(new() { Assumptions = [Recognizes] }, FakeResponses.Stop);
        Assert.Equal(["R1", "R1.2", "R2"], services.Recommendations.Asked.Select(asked => asked.Recommendation).Order());
        Assert.Equal(["R1", "R1.2", "R2"], answer.Recommendations.Select(one => one.Recommendation));
    }

    [Fact]
    public async Task Only_what_is_named_is_asked()
    {
        await using var services = await GivenAsync();
        var question = new WhatIfRequest
        {
            Assumptions = [Recognizes],
            AsOf = "2024-02-29",
            Decisions = [new("eu", "INVITE", "MK")],
            Recommendations = ["R1.1"],
        };
        var answer = await services.WhatIf.AskAsync(question, FakeResponses.Stop);
        Assert.Equal("2024-02-29", answer.AsOf);
        Assert.All(services.Recognitions.Asked,
            asked => Assert.Equal(("eu", "INVITE", "MK", "2024-02-29"), (asked.Organization, asked.Decision, asked.Subject, asked.AsOf)));
        Assert.Equal(["R1.1"], services.Recommendations.Asked.Select(asked => asked.Recommendation));
        answer = await services.WhatIf.AskAsync(question with { Decisions = [], Recommendations = [] }, FakeResponses.Stop);
        Assert.Equal((2, 1), (services.Recognitions.Asked.Count, services.Recommendations.Asked.Count));
        Assert.Equal(["milestones"], answer.Revisions.Keys);
    }

    [Fact]
    public async Task Nothing_or_too_much_is_not_assumed()
    {
        await using var services = await GivenAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => services.WhatIf.AskAsync(new() { Assumptions = [] }, FakeResponses.Stop));
        var question = new WhatIfRequest { Assumptions = [.. Enumerable.Repeat(Recognizes, 200)] };
        var refused = await Assert.ThrowsAnyAsync<ArgumentException>(() => services.WhatIf.AskAsync(question, FakeResponses.Stop));
        Assert.Contains("201 facts", refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty((await services.WhatIf.AskAsync(question with { Recommendations = [] }, FakeResponses.Stop)).Milestones);
    }

    [Fact]
    public async Task A_refusal_of_a_service_is_the_answer()
    {
        await using var services = await GivenAsync();
        services.Recognitions.Assess = _ => throw FakeResponses.Error(StatusCode.FailedPrecondition, ErrorReason.RuleViolated);
        var refused = await Assert.ThrowsAsync<RpcException>(
            () => services.WhatIf.AskAsync(new() { Assumptions = [Recognizes] }, FakeResponses.Stop));
        Assert.Equal(ErrorReason.RuleViolated, refused.GetErrorDetails().Reason);
    }

    /// <summary>
    /// Three decisions, one of which changes with a recognition; two milestones that change; three recommendations, one of them a draft.
    /// </summary>
    static async Task<FakeServices> GivenAsync()
    {
        var services = await FakeServices.StartAsync();
        services.Recognitions.Organizations.AddRange([Organization("eu", "INVITE"), Organization("nato", "INVITE", "GRANT_MAP")]);
        services.Recognitions.Assess = request => request is { Decision: "GRANT_MAP", Assumptions.Count: > 0 }
            ? new() { Verdict = Verdict.Met }
            : new() { Verdict = Verdict.Blocked, BlockingStates = { "ES" } };
        services.Milestones.Changed.AddRange(
        [
            new()
            {
                Milestone = "path-map", Status = MilestoneStatus.Proposed, Readiness = Readiness.Ready,
                WithoutAssumptions = new() { Status = MilestoneStatus.Proposed, Readiness = Readiness.Waiting },
            },
            new()
            {
                Milestone = "recognition-nato", Status = MilestoneStatus.Achieved, Readiness = Readiness.Done,
                WithoutAssumptions = new() { Status = MilestoneStatus.Proposed, Readiness = Readiness.Ready },
            },
        ]);
        services.Recommendations.All.AddRange(
            [Recommendation("R1"), Recommendation("R1.1", "R1"), Recommendation("R1.2", "R1"), Recommendation("R2"), Recommendation("R3")]);
        services.Recommendations.All[^1].Status = RecommendationStatus.Draft;
        services.Recommendations.Explain = request => request.Recommendation == "R1"
            ? Explained("R1", 0.5, 1, left: 0, Explained("R1.1", 0, 1), Explained("R1.2", 1, 1))
            : Explained(request.Recommendation, 1, 1);
        return services;
    }

    static Organization Organization(string id, params IEnumerable<string> decisions) => new()
    {
        Name = $"organizations/{id}",
        DecisionRules = { decisions.Select(decision => new DecisionRule { Decision = decision }) },
    };

    static Recommendation Recommendation(string id, string parent = "") =>
        new() { Name = $"recommendations/{id}", ParentRecommendation = parent, Status = RecommendationStatus.Open };

    static ProgressExplanation Explained(
        string id, double before, double after, int left = 0, params IEnumerable<ProgressExplanation> parts) =>
        new()
        {
            Recommendation = id,
            Progress = new() { Fraction = after },
            WithoutAssumptions = before == after ? null : new() { Fraction = before },
            OmittedChildCount = left,
            Children = { parts },
        };
}
