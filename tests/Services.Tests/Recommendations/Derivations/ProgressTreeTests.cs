using Google.Protobuf;
using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Derivations;

public sealed class ProgressTreeTests
{
    const RecommendationStatus Draft = RecommendationStatus.Draft;
    const RecommendationStatus Open = RecommendationStatus.Open;
    const RecommendationStatus Closed = RecommendationStatus.Closed;

    static readonly DateOnly Today = new(2025, 6, 1);

    [Theory]
    [InlineData(MilestoneStatus.Proposed, ProgressKind.NotStarted, 0.0)]
    [InlineData(MilestoneStatus.InProgress, ProgressKind.NotStarted, 0.0)]
    [InlineData(MilestoneStatus.Missed, ProgressKind.NotStarted, 0.0)]
    [InlineData(MilestoneStatus.Abandoned, ProgressKind.NotStarted, 0.0)]
    [InlineData(MilestoneStatus.Achieved, ProgressKind.Satisfied, 1.0)]
    public void A_criterion_determines_the_progress(MilestoneStatus status, ProgressKind kind, double fraction)
    {
        var progress = Of("R1", Recommendation("R1", criterion: Achieved("a")).In(Open), Milestone("a", status));
        Assert.Equal((kind, fraction, 0, 0),
            (progress.Kind, progress.Fraction, progress.MeasuredChildCount, progress.UnmeasuredChildCount));
        Assert.Equal(
            (status == MilestoneStatus.Achieved ? Truth.True : Truth.False, 1), (progress.Criterion.Truth, progress.Criterion.TotalCount));
    }

    [Fact]
    public void An_unrecorded_fact_is_unknown_and_not_started()
    {
        var progress = Of("R1", Recommendation("R1", criterion: Achieved("a")).In(Open));
        Assert.Equal((ProgressKind.NotStarted, 0.0, Truth.Unknown), (progress.Kind, progress.Fraction, progress.Criterion.Truth));
    }

    [Fact]
    public void A_met_part_of_a_criterion_is_progress()
    {
        var criterion = All(Achieved("a"), Achieved("b"), Achieved("c"), Achieved("d"));
        var progress = Of("R1", Recommendation("R1", criterion: criterion).In(Open),
            Milestone("a", MilestoneStatus.Achieved), Milestone("b", MilestoneStatus.Planned), Milestone("d", MilestoneStatus.Planned));
        Assert.Equal((ProgressKind.Progressing, 0.25, false), (progress.Kind, progress.Fraction, progress.ClosureSuggested));
    }

    [Theory]
    [InlineData(MilestoneStatus.Proposed, false)]
    [InlineData(MilestoneStatus.Planned, false)]
    [InlineData(MilestoneStatus.InProgress, true)]
    [InlineData(MilestoneStatus.Achieved, true)]
    [InlineData(MilestoneStatus.Regressed, false)]
    public void A_link_starts_progress_at_most_whatever_its_kind(MilestoneStatus status, bool begins)
    {
        foreach (var link in (MilestoneLinkKind[])[MilestoneLinkKind.Progresses, MilestoneLinkKind.Satisfies])
        {
            var measurable = Recommendation("R1", criterion: Achieved("goal")).In(Open).LinkedTo("linked", link);
            var progress = Of("R1", measurable, Milestone("goal", MilestoneStatus.Planned), Milestone("linked", status));
            Assert.Equal((begins ? ProgressKind.Progressing : ProgressKind.NotStarted, 0.0), (progress.Kind, progress.Fraction));
            var unmeasurable = Of("R1", Recommendation("R1").In(Open).LinkedTo("linked", link), Milestone("linked", status));
            Assert.Equal(ProgressKind.NotMeasurable, unmeasurable.Kind);
        }
    }

    [Theory]
    [InlineData("", ProgressKind.NotStarted, 0.0)]
    [InlineData("must", ProgressKind.Progressing, 3.0 / 6)]
    [InlineData("should", ProgressKind.Progressing, 2.0 / 6)]
    [InlineData("could", ProgressKind.Progressing, 1.0 / 6)]
    [InlineData("must could", ProgressKind.Progressing, 4.0 / 6)]
    [InlineData("must should could", ProgressKind.Satisfied, 1.0)]
    public void Without_a_criterion_progress_is_the_weighted_mean_of_the_children(string achieved, ProgressKind kind, double fraction)
    {
        var progress = Of("R1",
        [
            Recommendation("R1").In(Open),
            Recommendation("R1.1", "R1", RecommendationStrength.Must, Achieved("must")).In(Open),
            Recommendation("R1.2", "R1", RecommendationStrength.Should, Achieved("should")).In(Closed),
            Recommendation("R1.3", "R1", RecommendationStrength.Could, Achieved("could")).In(Open),
            Recommendation("R1.4", "R1", RecommendationStrength.Must).In(Open),
            Recommendation("R1.5", "R1", RecommendationStrength.Must, Achieved("must")).In(Draft),
            .. Enum.GetNames<RecommendationStrength>().Select(force => MilestoneOf(force.ToLowerInvariant())),
        ]);
        Assert.Equal((kind, fraction, 3, 1),
            (progress.Kind, progress.Fraction, progress.MeasuredChildCount, progress.UnmeasuredChildCount));
        Assert.Null(progress.Criterion);

        Milestone MilestoneOf(string id) => Milestone(
            id, achieved.Split(' ').Contains(id) ? MilestoneStatus.Achieved : MilestoneStatus.Planned);
    }

    [Fact]
    public void A_recommendation_without_measurable_descendants_is_not_measurable()
    {
        IMessage[] tree = [Recommendation("R1").In(Open), Recommendation("R1.1", "R1").In(Open), Recommendation("R1.1.1", "R1.1").In(Open)];
        Assert.Equal(new Progress { Kind = ProgressKind.NotMeasurable, UnmeasuredChildCount = 1 }, Of("R1", tree));
    }

    [Fact]
    public void A_criterion_takes_precedence_over_the_children()
    {
        var progress = Of(
            "R1", Recommendation("R1", criterion: Achieved("a")).In(Open), Recommendation("R1.1", "R1", criterion: Achieved("b")).In(Open),
            Milestone("a", MilestoneStatus.Achieved), Milestone("b", MilestoneStatus.Planned));
        Assert.Equal((ProgressKind.Satisfied, 0), (progress.Kind, progress.MeasuredChildCount));
    }

    [Fact]
    public void Only_a_criterion_that_was_met_before_can_regress()
    {
        var grant = Act(ActKind.Granted, "2010-01-01");
        var withdrawal = Act(ActKind.WithdrawalConfirmed, "2020-01-01");
        Assert.Equal((ProgressKind.Satisfied, ProgressKind.Satisfied), After(grant));
        Assert.Equal((ProgressKind.Regressed, ProgressKind.NotStarted), After(grant, withdrawal));
        withdrawal.Retracted = true;
        Assert.Equal((ProgressKind.Satisfied, ProgressKind.Satisfied), After(grant, withdrawal));
        grant.Retracted = true;
        Assert.Equal((ProgressKind.NotStarted, ProgressKind.NotStarted), After(grant, withdrawal));

        static (ProgressKind Part, ProgressKind Above) After(params Act[] acts)
        {
            IMessage[] tree = [Recommendation("R1").In(Open), Recommendation("R1.1", "R1", criterion: Recognizes("AL")).In(Open),
                Recognition("AL", acts)];
            return (Of("R1.1", tree).Kind, Of("R1", tree).Kind);
        }
    }

    [Theory]
    [InlineData(Completion.Complete, MilestoneStatus.Achieved, false)]
    [InlineData(Completion.Complete, MilestoneStatus.Planned, true)]
    [InlineData(Completion.Substantial, MilestoneStatus.Achieved, true)]
    [InlineData(Completion.Substantial, MilestoneStatus.Planned, false)]
    [InlineData(Completion.NoEvidence, MilestoneStatus.Achieved, true)]
    public void The_newest_assessment_and_the_facts_may_disagree(Completion newest, MilestoneStatus fact, bool disagree)
    {
        foreach (var earlier in Enum.GetValues<Completion>())
        {
            var progress = Of("R1", Recommendation("R1", criterion: Achieved("a")).In(Open).Judged(earlier, newest), Milestone("a", fact));
            Assert.Equal(disagree, progress.Divergence);
        }

        Assert.False(Of("R1", Recommendation("R1", criterion: Achieved("a")).In(Open), Milestone("a", fact)).Divergence);
        Assert.False(Of("R1", Recommendation("R1").In(Open).Judged(newest), Milestone("a", fact)).Divergence);
    }

    [Theory]
    [InlineData(Draft, MilestoneStatus.Achieved, false)]
    [InlineData(Open, MilestoneStatus.Achieved, true)]
    [InlineData(Open, MilestoneStatus.Planned, false)]
    [InlineData(Closed, MilestoneStatus.Achieved, false)]
    public void Closure_is_suggested_for_an_open_and_satisfied_recommendation(
        RecommendationStatus status, MilestoneStatus fact, bool proposed) =>
        Assert.Equal(proposed, Of("R1", Recommendation("R1", criterion: Achieved("a")).In(status), Milestone("a", fact)).ClosureSuggested);

    [Fact]
    public void A_tree_may_have_any_depth()
    {
        const int Depth = 20_000;
        var chain = Enumerable.Range(0, Depth).Select(level =>
            Recommendation($"R{level}", level == 0 ? "" : $"R{level - 1}", criterion: level == Depth - 1 ? Achieved("a") : null).In(Open));
        Assert.Equal(ProgressKind.Satisfied, Of("R0", [.. chain, Milestone("a", MilestoneStatus.Achieved)]).Kind);
    }

    static Progress Of(string id, params IEnumerable<IMessage> resources) =>
        ProgressDerivation.Of(new InMemoryResources(resources), Today)
            .Single(measured => measured.Recommendation.Name == $"recommendations/{id}").Progress;
}
