using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.Queries;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Services.Tests.Milestones.Derivations;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Queries;

public sealed class GetReadinessTests
{
    [Theory]
    [InlineData("2026-05-31", MilestoneStatus.Planned, true)]
    [InlineData("2026-06-01", MilestoneStatus.Planned, false)]
    [InlineData("2026-05", MilestoneStatus.Planned, true)]
    [InlineData("2026-06", MilestoneStatus.Planned, false)]
    [InlineData("2025", MilestoneStatus.Planned, true)]
    [InlineData("2026", MilestoneStatus.Planned, false)]
    [InlineData("2025", MilestoneStatus.Abandoned, true)]
    [InlineData("2025", MilestoneStatus.Achieved, false)]
    [InlineData("", MilestoneStatus.Planned, false)]
    public void A_milestone_is_overdue_if_it_is_not_achieved_and_its_target_has_passed_on_every_reading(
        string target, MilestoneStatus status, bool overdue)
    {
        var answer = Ask(new() { Milestone = "milestones/a" }, Milestone("a", targetOn: target).In(status));
        Assert.Equal(overdue, answer.Milestones.Single().Overdue);
    }

    [Fact]
    public void The_summary_of_a_track_counts_conditions_separately_and_ignores_the_filter()
    {
        var answer = Ask(
            new() { Track = "tracks/t", Readiness = { Readiness.Done } },
            Milestone("a").In(MilestoneStatus.Achieved), Milestone("b", dependencies: [Requires("c")]), Milestone("c", targetOn: "2020"),
            Milestone("d", blockers: [Blocker("ES").Kept("b1")]),
            Milestone("e", MilestoneKind.StandingCondition).In(MilestoneStatus.Achieved),
            Milestone("f", MilestoneKind.StandingCondition), Milestone("other").On("u"));
        Assert.Equal(["milestones/a", "milestones/e"], answer.Milestones.Select(milestone => milestone.Milestone));
        Assert.Equal(
            new TrackProgress
            {
                Track = "tracks/t",
                Total = 4,
                Achieved = 1,
                StandingConditions = 2,
                StandingConditionsMet = 1,
                Ready = 2,
                Waiting = 1,
                Blocked = 1,
                Overdue = 1
            },
            answer.Tracks.Single());
    }

    [Fact]
    public void Tracks_are_ordered_by_position_and_a_query_for_one_milestone_returns_none()
    {
        Assert.Equal(["tracks/t", "tracks/u"], Ask(new(), Milestone("a").On("u"), Milestone("b")).Tracks.Select(track => track.Track));
        Assert.Empty(Ask(new() { Milestone = "milestones/a" }, Milestone("a")).Tracks);
    }

    [Fact]
    public void A_decision_that_would_not_be_taken_is_named_with_the_states_that_block_it()
    {
        Google.Protobuf.IMessage[] facts = [Organization("nato"), Member("nato", "ES"), Member("nato", "FR"),
            Recognition("ES", RecognitionStatus.NotRecognized), Recognized("FR", "2008-02-18")];
        var answer = Ask(new() { Milestone = "milestones/map" }, [.. facts, Milestone("map", MilestoneKind.Decision, Consents())]);
        Assert.Equal(
            new PreventedDecision
            {
                Organization = "organizations/nato",
                Decision = "GRANT_MAP",
                Subject = "XK",
                BlockingStates = { "ES" }
            },
            answer.Milestones.Single().PreventedBy.Single());
        // If the organization itself declined, there are no blocking states to look for.
        answer = Ask(
            new() { Milestone = "milestones/map" },
            [.. facts, Question("q", QuestionStatus.NoConsensus, decidedOn: "2024"), Milestone("map", MilestoneKind.Decision, Consents())]);
        Assert.Empty(answer.Milestones.Single().PreventedBy.Single().BlockingStates);
        // An open alternative means that no decision is prevented.
        answer = Ask(
            new() { Milestone = "milestones/map" },
            [.. facts, Milestone("map", MilestoneKind.Decision, Any(Consents(), Recognizes("ES")))]);
        Assert.Empty(answer.Milestones.Single().PreventedBy);
    }

    [Fact]
    public void An_assumed_status_takes_precedence_over_a_criterion()
    {
        var condition = Milestone("a", MilestoneKind.StandingCondition, Recognizes("ES"));
        var none = Recognition("ES", RecognitionStatus.NotRecognized);
        var supposed = QueryRunner.World(new InMemoryResources(condition, none), DerivationRunner.Today, QueryRunner.Reaches("a"))
            .Get("milestones/a");
        Assert.Equal(
            (MilestoneStatus.Achieved, "2026-06-01", Truth.False),
            (supposed.Status, supposed.AchievedOn, supposed.Outlook.Criterion.Truth));
        var undone = QueryRunner.World(
            new InMemoryResources(condition, Recognized("ES", "2020-01-02")), DerivationRunner.Today,
            QueryRunner.Reaches("a", MilestoneStatus.Regressed))
                .Get("milestones/a");
        Assert.Equal((MilestoneStatus.Regressed, ""), (undone.Status, undone.AchievedOn));
        // The assumption does not apply on days before its date.
        var early = QueryRunner.World(
            new InMemoryResources(condition, none), DerivationRunner.Today, QueryRunner.Reaches("a", on: "2026-06-02")).Get("milestones/a");
        Assert.Equal(MilestoneStatus.Proposed, early.Status);
    }

    [Theory]
    [InlineData(MilestoneKind.Decision)]
    [InlineData(MilestoneKind.Event)]
    [InlineData(MilestoneKind.StandingCondition)]
    public void A_milestone_of_any_kind_is_blocked_by_a_decision_that_prevents_its_criterion(MilestoneKind kind)
    {
        var answer = Ask(
            new() { Milestone = "milestones/map" }, Organization("nato"), Member("nato", "ES"),
            Recognition("ES", RecognitionStatus.NotRecognized), Milestone("map", kind, Consents())).Milestones.Single();
        Assert.Equal((Readiness.Blocked, "GRANT_MAP"), (answer.Readiness, answer.PreventedBy.Single().Decision));
    }

    static GetReadinessResponse Ask(GetReadinessRequest request, params IEnumerable<Google.Protobuf.IMessage> resources) =>
        QueryRunner.World(
            new InMemoryResources(
                [new Track { Name = "tracks/u", DisplayOrder = 2 }, new Track { Name = "tracks/t", DisplayOrder = 1 }, .. resources]),
            DerivationRunner.Today)
            .Ask(GetReadiness.Query, request);
}
