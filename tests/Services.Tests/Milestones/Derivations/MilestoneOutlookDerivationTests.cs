using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Services.Tests.Milestones.Derivations.DerivationRunner;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Derivations;

public sealed class MilestoneOutlookDerivationTests
{
    [Theory]
    [InlineData(MilestoneStatus.Proposed, Readiness.Ready)]
    [InlineData(MilestoneStatus.Planned, Readiness.Ready)]
    [InlineData(MilestoneStatus.InProgress, Readiness.Ready)]
    [InlineData(MilestoneStatus.Achieved, Readiness.Done)]
    [InlineData(MilestoneStatus.Missed, Readiness.NotPursued)]
    [InlineData(MilestoneStatus.Abandoned, Readiness.NotPursued)]
    [InlineData(MilestoneStatus.Regressed, Readiness.NotPursued)]
    public void A_milestone_without_dependencies_is_as_ready_as_its_status(MilestoneStatus status, Readiness readiness)
    {
        var milestone = Settled("a", Milestone("a").In(status));
        Assert.Equal((status, readiness), (milestone.Status, milestone.Outlook.Readiness));
    }

    [Theory]
    [InlineData(MilestoneStatus.Proposed, Readiness.Waiting)]
    [InlineData(MilestoneStatus.InProgress, Readiness.Waiting)]
    [InlineData(MilestoneStatus.Missed, Readiness.Waiting)]
    [InlineData(MilestoneStatus.Abandoned, Readiness.Waiting)]
    [InlineData(MilestoneStatus.Regressed, Readiness.Waiting)]
    [InlineData(MilestoneStatus.Achieved, Readiness.Ready)]
    public void A_milestone_waits_until_its_requirement_is_achieved(MilestoneStatus required, Readiness readiness)
    {
        var milestone = Settled("b", Milestone("a").In(required), Milestone("b", dependencies: [Requires("a")]));
        Assert.Equal(readiness, milestone.Outlook.Readiness);
        Assert.Equal(readiness == Readiness.Waiting ? ["milestones/a"] : [], milestone.Outlook.WaitingFor);
    }

    [Fact]
    public void A_milestone_does_not_wait_for_a_supporting_milestone() =>
        Assert.Equal(Readiness.Ready, Settled("b", Milestone("a"), Milestone("b", dependencies: [Supports("a")])).Outlook.Readiness);

    [Fact]
    public void All_open_requirements_are_listed_in_order_even_for_an_achieved_milestone()
    {
        var milestone = Settled("d", Milestone("c"), Milestone("a"), Milestone("b").In(MilestoneStatus.Achieved),
            Milestone("d", dependencies: [Requires("c"), Requires("b"), Requires("a")]).In(MilestoneStatus.Achieved));
        Assert.Equal(["milestones/a", "milestones/c"], milestone.Outlook.WaitingFor);
        Assert.Equal(Readiness.Done, milestone.Outlook.Readiness);
    }

    [Fact]
    public void A_hard_blocker_takes_precedence_over_waiting_and_abandonment_and_a_soft_one_has_no_effect()
    {
        var resources = new InMemoryResources(
            Milestone("a"),
            Milestone("b", dependencies: [Requires("a")],
                blockers: [Blocker("ES").Kept("b1"), Blocker("GR", BlockerSeverity.Soft).Kept("b2")]).In(MilestoneStatus.Abandoned));
        resources.Settle();
        var milestone = resources.Find<Milestone>("milestones/b")!;
        Assert.Equal(Readiness.Blocked, milestone.Outlook.Readiness);
        Assert.Equal(["b1"], milestone.Outlook.OpenBlockerIds);
        milestone.Blockers[0].ResolutionEvidence = Cited();
        milestone.Blockers[0].ResolvedOn = "2024";
        Assert.Equal([MilestonesEventType.ReadinessChanged, MilestonesEventType.BlockerResolved], resources.Settle()["milestones/b"]);
        milestone = resources.Find<Milestone>("milestones/b")!;
        Assert.Equal(
            (Readiness.Waiting, BlockerStatus.Resolved, "2024"),
            (milestone.Outlook.Readiness, milestone.Blockers[0].Status, milestone.Blockers[0].ResolvedOn));
        Assert.Equal(BlockerStatus.Open, milestone.Blockers[1].Status);
    }

    [Fact]
    public void A_blocker_resolves_when_its_criterion_is_met_and_reopens_when_it_is_not()
    {
        var resources = new InMemoryResources(
            Recognition("ES", RecognitionStatus.NotRecognized),
            Milestone("a", blockers: [Blocker("ES", resolvesWhen: Recognizes("ES")).Kept("b1")]));
        resources.Settle();
        Assert.Equal(Readiness.Blocked, resources.Find<Milestone>("milestones/a")!.Outlook.Readiness);
        resources.Put(Recognized("ES", "2026-03-04"));
        Assert.Equal([MilestonesEventType.ReadinessChanged, MilestonesEventType.BlockerResolved], resources.Settle()["milestones/a"]);
        var blocker = resources.Find<Milestone>("milestones/a")!.Blockers[0];
        Assert.Equal((BlockerStatus.Resolved, "2026-03-04"), (blocker.Status, blocker.ResolvedOn));
        resources.Put(Recognition("ES", RecognitionStatus.NotRecognized));
        Assert.Equal([MilestonesEventType.ReadinessChanged, MilestonesEventType.BlockerOpened], resources.Settle()["milestones/a"]);
        Assert.Equal("", resources.Find<Milestone>("milestones/a")!.Blockers[0].ResolvedOn);
    }

    [Fact]
    public void A_standing_condition_follows_its_criterion_and_its_dependents_follow_too()
    {
        var resources = new InMemoryResources(
            Recognition("BA", RecognitionStatus.NotRecognized),
            Milestone("recognition-ba", MilestoneKind.StandingCondition, Recognizes("BA")).In(MilestoneStatus.InProgress),
            Milestone("a5-member", dependencies: [Requires("recognition-ba")]));
        resources.Settle();
        Assert.Equal(MilestoneStatus.InProgress, resources.Find<Milestone>("milestones/recognition-ba")!.Status);

        resources.Put(Recognized("BA", "2026-02-03"));
        var events = resources.Settle();
        Assert.Equal(
            [MilestonesEventType.MilestoneTransitioned, MilestonesEventType.ReadinessChanged, MilestonesEventType.CriterionChanged],
            events["milestones/recognition-ba"]);
        Assert.Equal([MilestonesEventType.ReadinessChanged], events["milestones/a5-member"]);
        var met = resources.Find<Milestone>("milestones/recognition-ba")!;
        Assert.Equal((MilestoneStatus.Achieved, "2026-02-03", Readiness.Done), (met.Status, met.AchievedOn, met.Outlook.Readiness));

        resources.Put(
            Recognition("BA", RecognitionStatus.Withdrawn, (ActKind.Granted, "2026-02-03"), (ActKind.WithdrawalConfirmed, "2026-05-01")));
        resources.Settle();
        var undone = resources.Find<Milestone>("milestones/recognition-ba")!;
        Assert.Equal((MilestoneStatus.Regressed, ""), (undone.Status, undone.AchievedOn));
        Assert.Equal(["milestones/recognition-ba"], resources.Find<Milestone>("milestones/a5-member")!.Outlook.WaitingFor);

        // A fact that never held leaves no trace.
        resources.Put(Recognition("BA", RecognitionStatus.NotRecognized));
        resources.Settle();
        Assert.Equal(MilestoneStatus.InProgress, resources.Find<Milestone>("milestones/recognition-ba")!.Status);
    }

    [Fact]
    public void An_unrecorded_fact_is_unknown_and_changes_nothing()
    {
        var milestone = Settled("a", Milestone("a", MilestoneKind.StandingCondition, All(Recognizes("ES"), Reached("nowhere")),
            blockers: [Blocker("ES", resolvesWhen: Recognizes("ES")).Kept("b1")]));
        Assert.Equal(MilestoneStatus.Proposed, milestone.Status);
        Assert.Equal(Truth.Unknown, milestone.Outlook.Criterion.Truth);
        Assert.Equal(BlockerStatus.Open, milestone.Blockers[0].Status);
        Assert.Equal(MilestoneStatus.Unspecified, milestone.Outlook.SuggestedStatus);
    }

    [Theory]
    [InlineData(MilestoneStatus.Proposed, MilestoneStatus.Achieved)]
    [InlineData(MilestoneStatus.Planned, MilestoneStatus.Achieved)]
    [InlineData(MilestoneStatus.InProgress, MilestoneStatus.Achieved)]
    [InlineData(MilestoneStatus.Regressed, MilestoneStatus.Achieved)]
    [InlineData(MilestoneStatus.Achieved, MilestoneStatus.Unspecified)]
    [InlineData(MilestoneStatus.Missed, MilestoneStatus.Unspecified)]
    [InlineData(MilestoneStatus.Abandoned, MilestoneStatus.Unspecified)]
    public void A_met_criterion_suggests_a_transition_that_a_person_must_confirm(MilestoneStatus status, MilestoneStatus proposed)
    {
        var milestone = Settled("a", Recognized("ES", "2020-01-02"), Milestone("a", criterion: Recognizes("ES")).In(status));
        Assert.Equal((status, proposed), (milestone.Status, milestone.Outlook.SuggestedStatus));
    }

    [Theory]
    [InlineData(MilestoneKind.Decision, QuestionStatus.NoConsensus, MilestoneStatus.Planned, "2030", MilestoneStatus.Missed)]
    [InlineData(MilestoneKind.Decision, QuestionStatus.Rejected, MilestoneStatus.InProgress, "2030", MilestoneStatus.Missed)]
    [InlineData(MilestoneKind.Decision, QuestionStatus.Rejected, MilestoneStatus.Proposed, "2030", MilestoneStatus.Unspecified)]
    [InlineData(MilestoneKind.Decision, QuestionStatus.Rejected, MilestoneStatus.Planned, "", MilestoneStatus.Unspecified)]
    [InlineData(MilestoneKind.Decision, QuestionStatus.Lapsed, MilestoneStatus.Planned, "2030", MilestoneStatus.Unspecified)]
    [InlineData(MilestoneKind.Decision, QuestionStatus.Open, MilestoneStatus.Planned, "2030", MilestoneStatus.Unspecified)]
    [InlineData(MilestoneKind.Event, QuestionStatus.Rejected, MilestoneStatus.Planned, "2030", MilestoneStatus.Unspecified)]
    [InlineData(MilestoneKind.Decision, QuestionStatus.Adopted, MilestoneStatus.Planned, "2030", MilestoneStatus.Achieved)]
    public void An_outcome_suggests_a_transition_of_the_decision(
        MilestoneKind kind, QuestionStatus outcome, MilestoneStatus status, string target, MilestoneStatus proposed)
    {
        var milestone = Settled("map", Organization("nato"), Member("nato", "ES"), Question("map", outcome, decidedOn: "2025-01-02"),
            Milestone("map", kind, Consents(), target).In(status));
        Assert.Equal(proposed, milestone.Outlook.SuggestedStatus);
    }

    [Theory]
    [InlineData(MilestoneKind.Decision, RecognitionStatus.NotRecognized, Readiness.Blocked)]
    [InlineData(MilestoneKind.Decision, RecognitionStatus.Recognized, Readiness.Ready)]
    [InlineData(MilestoneKind.Event, RecognitionStatus.NotRecognized, Readiness.Blocked)]
    public void A_decision_that_the_members_would_not_take_is_blocked(MilestoneKind kind, RecognitionStatus spain, Readiness readiness)
    {
        var recognition = spain == RecognitionStatus.Recognized ? Recognized("ES", "2020-01-02") : Recognition("ES", spain);
        var milestone = Settled("map", Organization("nato"), Member("nato", "ES"), recognition, Milestone("map", kind, Consents()));
        Assert.Equal(readiness, milestone.Outlook.Readiness);
        Assert.Empty(milestone.Outlook.OpenBlockerIds);
    }

    [Fact]
    public void A_decision_is_blocked_only_if_too_few_alternatives_are_left()
    {
        Assert.Equal(Readiness.Blocked, Of(All(Consents(), Reached("x"))));
        Assert.Equal(Readiness.Ready, Of(Any(Consents(), Reached("x"))));
        Assert.Equal(Readiness.Blocked, Of(Any(Consents(), All(Consents(), Reached("x")))));
        Assert.Equal(Readiness.Ready, Of(AtLeast(1, Consents(), Reached("x"))));
        Assert.Equal(Readiness.Blocked, Of(AtLeast(2, Consents(), Reached("x"))));
        Assert.Equal(Readiness.Ready, Of(new Criterion { Negation = Consents() }));

        static Readiness Of(Criterion criterion) => Settled("map", Organization("nato"), Member("nato", "ES"),
            Recognition("ES", RecognitionStatus.NotRecognized), Milestone("map", MilestoneKind.Decision, criterion)).Outlook.Readiness;

        static Criterion AtLeast(int count, params IEnumerable<Criterion> of) =>
            new() { AtLeast = new() { MinCount = count, Criteria = { of } } };
    }

    [Fact]
    public void Criteria_that_name_milestones_are_evaluated_after_those_milestones_whatever_their_names()
    {
        // Each milestone depends on the previous one; the names are tested in several orders.
        foreach (var names in (string[][])[["a", "b", "c", "d"], ["d", "c", "b", "a"], ["b", "d", "a", "c"]])
        {
            var resources = new InMemoryResources(
                Recognition("ES", RecognitionStatus.NotRecognized), Milestone(names[0], MilestoneKind.StandingCondition, Recognizes("ES")));
            for (var i = 1; i < names.Length; i++)
            {
                resources.Put(Milestone(names[i], MilestoneKind.StandingCondition, Reached(names[i - 1])));
            }

            resources.Settle();
            Assert.All(names, name => Assert.Equal(MilestoneStatus.Proposed, resources.Find<Milestone>($"milestones/{name}")!.Status));
            resources.Put(Recognized("ES", "2026-01-02"));
            resources.Settle();
            Assert.All(names, name => Assert.Equal(MilestoneStatus.Achieved, resources.Find<Milestone>($"milestones/{name}")!.Status));
            Assert.Equal("2026-01-02", resources.Find<Milestone>($"milestones/{names[1]}")!.AchievedOn);
        }
    }

    [Fact]
    public void A_criterion_that_depends_on_itself_is_unknown()
    {
        var resources = new InMemoryResources(
            Milestone("a", MilestoneKind.StandingCondition, Reached("b")), Milestone("b", MilestoneKind.StandingCondition, Reached("c")),
            Milestone("c", MilestoneKind.StandingCondition, Reached("a")));
        resources.Settle();
        Assert.All(resources.List<Milestone>(), milestone => Assert.Equal(MilestoneStatus.Proposed, milestone.Status));
        Assert.Contains(resources.List<Milestone>(), milestone => milestone.Outlook.Criterion.Truth == Truth.Unknown);
    }

    [Fact]
    public void A_chain_of_ten_thousand_criteria_is_computed()
    {
        const int Length = 10_000;
        var resources = new InMemoryResources(
            Recognized("ES", "2026-01-02"), Milestone("m0", MilestoneKind.StandingCondition, Recognizes("ES")));
        for (var i = 1; i < Length; i++)
        {
            resources.Put(Milestone($"m{i}", MilestoneKind.StandingCondition, Reached($"m{i - 1}"), dependencies: [Requires($"m{i - 1}")]));
        }

        resources.Settle();
        Assert.All(resources.List<Milestone>(), milestone => Assert.Equal(Readiness.Done, milestone.Outlook.Readiness));
    }

    [Fact]
    public void A_newly_proposed_milestone_has_no_change_of_outlook()
    {
        var milestone = Milestone("a", criterion: Recognizes("ES"));
        milestone.Status = MilestoneStatus.Proposed;
        Assert.Empty(new InMemoryResources(Recognized("ES", "2020-01-02"), milestone).Settle()["milestones/a"]);
    }
}
