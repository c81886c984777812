using CsCheck;
using Google.Protobuf;
using KosovoNato.Assumptions.V1;
using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Recommendations.V1;
using KosovoNato.Services.Tests.Recommendations.Derivations;
using static KosovoNato.Services.Tests.Recommendations.Queries.ExplanationBuilder;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Queries;

public sealed class ExplanationTests
{
    const RecommendationStatus Draft = RecommendationStatus.Draft;
    const RecommendationStatus Open = RecommendationStatus.Open;

    [Fact]
    public void A_criterion_is_explained_down_to_its_conditions()
    {
        Criterion alternatives = new() { AtLeast = new() { MinCount = 1, Criteria = { Achieved("a"), NoPartnership } } };
        var world = new InMemoryResources(
            Recommendation("R1", criterion: All(Recognizes("ES"), alternatives)).In(Open),
            Recognition("ES"), Milestone("a", MilestoneStatus.Planned),
            new Partnership
            {
                Name = "partnerships/XK-DE",
                Party = "XK",
                Status = PartnershipStatus.Active,
                Transitions = { new PartnershipTransition { ToStatus = PartnershipStatus.Active } },
            });
        var top = Of("R1", world).Criterion;
        Assert.Equal((Truth.False, 0, 3), (top.Result.Truth, top.Result.MetCount, top.Result.TotalCount));
        Assert.Equal(new Criterion { All = new() }, top.Criterion);
        Assert.Equal(["recognitions/ES-XK"], top.Operands[0].SupportingFacts.Select(basis => basis.Name));
        var either = top.Operands[1];
        Assert.Equal(new Criterion { AtLeast = new() { MinCount = 1 } }, either.Criterion);
        Assert.Equal(
            (Truth.False, "milestones", "milestones/a"),
            (either.Operands[0].Result.Truth, either.Operands[0].SupportingFacts[0].Service, either.Operands[0].SupportingFacts[0].Name));
        Assert.Equal(new Criterion { Negation = new() }, either.Operands[1].Criterion);
        Assert.Equal((Truth.True, APartnership), (either.Operands[1].Operands[0].Result.Truth, either.Operands[1].Operands[0].Criterion));
        Assert.Empty(top.SupportingFacts.Concat(either.SupportingFacts).Concat(either.Operands[1].SupportingFacts));
    }

    [Fact]
    public void Links_show_the_status_of_their_milestones_as_far_as_it_is_known()
    {
        var world = new InMemoryResources(
            Recommendation("R1").In(Open).LinkedTo("a", MilestoneLinkKind.Satisfies).LinkedTo("b", MilestoneLinkKind.Progresses),
            Milestone("a", MilestoneStatus.InProgress, MilestoneStatus.InProgress));
        var links = Of("R1", world).MilestoneLinks;
        Assert.Equal(
            [("milestones/a", MilestoneStatus.InProgress), ("milestones/b", MilestoneStatus.Unspecified)],
            links.Select(link => (link.Link.Milestone, link.Status)));
        Assert.Equal(["milestones/a", "milestones/b"], links.Select(link => link.SupportingFact.Name));
    }

    [Fact]
    public void The_assessment_is_the_newest_up_to_the_day_and_may_disagree()
    {
        var recommendation = Recommendation("R1", criterion: Achieved("a")).In(Open).Judged(Completion.Complete, Completion.Limited);
        recommendation.Assessments[0].Date = "2024-01-01";
        recommendation.Assessments[1].Date = "2025-01-01";
        var world = new InMemoryResources(recommendation, Milestone("a", MilestoneStatus.Planned));
        Assert.Equal((Completion.Limited, false), Judged(new(2025, 6, 1)));
        Assert.Equal((Completion.Complete, true), Judged(new(2024, 6, 1)));
        Assert.Null(Of("R1", world, day: new(2023, 6, 1)).Assessment);

        (Completion Completion, bool Divergence) Judged(DateOnly day)
        {
            var explained = Of("R1", world, day: day);
            return (explained.Assessment.Completion, explained.Progress.Divergence);
        }
    }

    [Fact]
    public void Drafts_are_not_children_and_are_explained_on_request()
    {
        var world = new InMemoryResources(
            Recommendation("R1").In(Open), Recommendation("R1.1", "R1").In(Draft),
            Recommendation("R1.2", "R1").In(RecommendationStatus.Closed));
        Assert.Equal(["recommendations/R1.2"], Of("R1", world).Children.Select(part => part.Recommendation));
        Assert.Equal("recommendations/R1.1", Of("R1.1", world).Recommendation);
    }

    [Fact]
    public void Only_progress_that_an_assumption_changes_has_a_previous_value()
    {
        var world = new InMemoryResources(
            Recommendation("R1").In(Open),
            Recommendation("R1.1", "R1", criterion: Achieved("a")).In(Open),
            Recommendation("R1.2", "R1", criterion: Recognizes("ES")).In(Open),
            Milestone("a", MilestoneStatus.Planned));
        var explained = Of("R1", world, [new Assumption { Milestone = new() { Milestone = "milestones/a" } }]);
        Assert.Equal((0.5, 0.0), (explained.Progress.Fraction, explained.WithoutAssumptions.Fraction));
        Assert.Equal(
            (ProgressKind.Satisfied, ProgressKind.NotStarted),
            (explained.Children[0].Progress.Kind, explained.Children[0].WithoutAssumptions.Kind));
        Assert.True(explained.Children[0].Criterion.SupportingFacts[0].Assumed);
        Assert.Null(explained.Children[1].WithoutAssumptions);
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(21, 1)]
    [InlineData(5_000, 1)]
    public void A_deep_tree_is_cut_at_the_depth_limit_of_messages_and_the_response_reports_it(int depth, int left)
    {
        // The maximum depth of criteria, so that no level is deeper than this one.
        var criterion = Enumerable.Range(0, 7).Aggregate(Recognizes("ES"), (inner, _) => All(inner));
        var world = new InMemoryResources(
            Enumerable.Range(1, depth).Select(
                level => Recommendation($"R{level}", level == 1 ? "" : $"R{level - 1}", criterion: criterion).In(Open)));
        var explained = Of("R1", world);
        var all = explained.Flat();
        Assert.Equal(Math.Min(depth, 20), all.Count);
        Assert.Equal(left, all[^1].OmittedChildCount);
        Assert.All(all.SkipLast(1), one => Assert.Equal(0, one.OmittedChildCount));
        var answer = new ExplainProgressResponse { Explanation = explained };
        Assert.Equal(answer, ExplainProgressResponse.Parser.ParseFrom(answer.ToByteArray()));
    }

    [Fact]
    public void In_a_wide_tree_the_nearest_descendants_are_explained()
    {
        var world = new InMemoryResources(
        [
            Recommendation("R1").In(Open),
            .. Enumerable.Range(1, 1_200).Select(i => Recommendation($"R1.{i:0000}", "R1").In(Open)),
            Recommendation("R1.0001.1", "R1.0001").In(Open),
        ]);
        var explained = Of("R1", world);
        Assert.Equal((999, 201), (explained.Children.Count, explained.OmittedChildCount));
        Assert.Equal(("recommendations/R1.0001", 1), (explained.Children[0].Recommendation, explained.Children[0].OmittedChildCount));
    }

    [Fact]
    public void A_large_response_stays_below_the_message_limit_of_callers()
    {
        const int Members = 400;
        var codes = Enumerable.Range(0, Members).Select(i => $"{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}").ToList();
        var world = new InMemoryResources(
        [
            Recommendation("R1").In(Open),
            .. Enumerable.Range(1, 100).Select(
                i => Recommendation($"R1.{i:000}", "R1", criterion: new() { Recognition = new() { Organization = "organizations/un" } })
                    .In(Open)),
            .. codes.Select(code => Member("un", code)),
        ]);
        var explained = Of("R1", world);
        Assert.InRange(explained.CalculateSize(), 2 << 20, (4 << 20) - 1);
        Assert.Equal(100, explained.Children.Count + explained.OmittedChildCount);
        Assert.NotEqual(0, explained.OmittedChildCount);
    }

    [Fact]
    public void Smallest_changes_are_searched_up_to_a_total_cost_and_always_for_the_requested_recommendation()
    {
        // Fifty conditions, one of which is missing: cheap to search, but charged at the maximum cost.
        var criterion = All(Enumerable.Repeat(NoPartnership, 49).Append(Recognizes("ES")));
        var world = new InMemoryResources(
            [new State { Name = "states/ES" }, new State { Name = "states/XK" }, Recommendation("R1").In(Open),
                .. Enumerable.Range(1, 9).Select(i => Recommendation($"R1.{i}", "R1", criterion: criterion).In(Open))]);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 0], Of("R1", world).Children.Select(part => part.SmallestChange.Count));
        Assert.Equal(Recognizing("ES").Recognition.Recognizer, Of("R1.9", world).SmallestChange.Single().Recognition.Recognizer);
    }

    [Fact]
    public void Explained_progress_always_equals_derived_progress() =>
        Histories.Any.Sample(history =>
        {
            var world = new InMemoryResources();
            foreach (var happening in history)
            {
                world.Apply(happening);
            }

            var measured = ProgressDerivation.Of(WorldOf(world).Tree.Facts.Resources, Day);
            foreach (var (recommendation, progress) in measured)
            {
                var explained = Of(ResourceNames.Id(recommendation.Name), world);
                Assert.Equal(progress, explained.Progress);
                Assert.Equal(progress.Criterion, explained.Criterion?.Result);
            }
        }, iter: 200);

    /// <summary>A milestone with the transitions that led to its status.</summary>
    static Milestone Milestone(string id, MilestoneStatus status, params IEnumerable<MilestoneStatus> moves) => new()
    {
        Name = $"milestones/{id}",
        Status = status,
        Transitions = { moves.Select(to => new MilestoneTransition { ToStatus = to, Date = "2020-01-01" }) },
    };

    static Membership Member(string organization, string code) => new()
    {
        Name = $"organizations/{organization}/memberships/{code}",
        Periods = { new MembershipPeriod { Id = "p1", Role = MembershipRole.Member, ValidFrom = "2000" } },
    };
}
