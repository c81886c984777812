using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Seeder;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>The milestones, indicators and recommendations in seeds/, checked as files and as writes.</summary>
public sealed class MilestoneSeedTests
{
    private static readonly IReadOnlyList<Milestone> milestones = Seeds.Data.Of<Milestone>();

    [Fact]
    public void The_collection_is_complete()
    {
        Assert.Equal((10, 72), (Seeds.Data.Of<Track>().Count, milestones.Count));
        Assert.Equal((60, 10, 5, 16), (
            Seeds.Data.Of<Indicator>().Count, Seeds.Data.Of<Precedent>().Count, Seeds.Data.Of<Centre>().Count,
            Seeds.Data.Of<Partnership>().Count));
        Assert.Equal((1, 43), (Seeds.Data.Of<Document>().Count, Seeds.Data.Of<Recommendation>().Count));
        Assert.Equal(
            ["precedents/AL 26", "precedents/FI 30", "precedents/ME 3", "precedents/MK 2", "precedents/SE 30"],
            Seeds.Data.Of<Precedent>().Where(precedent => precedent.Ratifications.Count > 0)
                .Select(precedent => $"{precedent.Name} {precedent.Ratifications.Count}"));
        Assert.Equal(
            "Achieved 28, InProgress 14, Missed 2, Planned 3, Proposed 23, Regressed 2",
            string.Join(", ", milestones.CountBy(milestone => milestone.Transitions.LastOrDefault()?.ToStatus ?? MilestoneStatus.Proposed)
                .OrderBy(stage => stage.Key.ToString()).Select(stage => $"{stage.Key} {stage.Value}")));
    }

    [Theory]
    [InlineData("path-pfp", "ProposeMilestone")]
    [InlineData("cap-saritc-expansion", "ProposeMilestone, PlanMilestone")]
    [InlineData("natopa-associate", "ProposeMilestone, StartMilestone, AchieveMilestone 2024-05-27")]
    [InlineData("ksf-phase-1", "ProposeMilestone, StartMilestone, AchieveMilestone by 2024-12-31")]
    [InlineData("a5-application-2014", "ProposeMilestone, StartMilestone, MissMilestone 2014-12-15")]
    [InlineData("ops-de23", "ProposeMilestone, StartMilestone 2023-05-21, RegressMilestone 2023-05-30")]
    public void Transitions_bring_a_milestone_to_its_status(string id, string moves) => Assert.Equal(
        moves, string.Join(", ", Seeds.Item($"milestones/{id}").Writes.Cast<MilestonesWrite>().Select(Move)));

    [Theory]
    [InlineData(MilestoneStatus.Abandoned, "AbandonMilestone 2024")]
    [InlineData(MilestoneStatus.Missed, "MissMilestone 2024")]
    public void Each_transition_has_its_write(MilestoneStatus to, string write)
    {
        var milestone = new Milestone { Name = "milestones/m", Transitions = { new MilestoneTransition { ToStatus = to, Date = "2024" } } };
        Assert.Equal(["ProposeMilestone", write], MilestonesWrites.Of(milestone).Select(Move));
    }

    [Fact]
    public void An_achievement_keeps_its_override_reason() => Assert.Equal(
        "because",
        MilestonesWrites.Of(new Milestone
        {
            Transitions = { new MilestoneTransition { ToStatus = MilestoneStatus.Achieved, OverrideReason = "because" } },
        }).Last().AchieveMilestone.OverrideReason);

    [Fact]
    public void A_partnership_is_proposed_and_then_makes_its_transitions()
    {
        var evidence = new Evidence.V1.Evidence { AssertingState = "XK" };
        var partnership = new Partnership { Name = "partnerships/XK-DE", Activities = { new Activity { Description = "advice" } } };
        foreach (var to in new[] { PartnershipStatus.Active, PartnershipStatus.Suspended, PartnershipStatus.Ended })
        {
            partnership.Transitions.Add(new PartnershipTransition { ToStatus = to, Date = "2024", Evidence = evidence });
        }

        var writes = MilestonesWrites.Of(partnership).ToList();
        Assert.Empty(writes[0].ProposePartnership.Partnership.Transitions);
        Assert.Equal(partnership.Activities, writes[0].ProposePartnership.Partnership.Activities);
        Assert.Equal(["ActivatePartnership 2024", "SuspendPartnership 2024", "EndPartnership 2024"], writes.Skip(1).Select(Move));
        Assert.All(writes.Skip(1), write => Assert.Equal(
            evidence, WriteTarget.RequestIn(write).Descriptor.FindFieldByName("evidence").Accessor.GetValue(WriteTarget.RequestIn(write))));
    }

    [Fact]
    public void A_recommendation_is_drafted_and_published() => Assert.All(Seeds.Data.Of<Recommendation>(), recommendation =>
    {
        var writes = RecommendationsWrites.Of(recommendation).ToList();
        Assert.Equal(recommendation, writes[0].DraftRecommendation.Recommendation);
        Assert.Equal(recommendation.Name, writes[1].PublishRecommendation.Name);
    });

    [Fact]
    public void Only_dependencies_named_in_the_paper_cite_the_paper_as_their_basis() => Assert.Equal(
        [
            "a5-member recognition-ba", "path-consensus-pfp recognition-nato", "path-map governance-transparency",
            "path-map ksf-professionalization", "path-map normalization-serbia", "path-map political-stability",
            "path-map recognition-nato",
            "path-map rule-of-law", "path-pfp path-consensus-pfp",
        ],
        milestones.SelectMany(milestone => milestone.Dependencies
                .Where(dependency => dependency.Basis == DependencyBasis.PolicyPaper)
                .Select(dependency => $"{milestone.Name} {dependency.Milestone}".Replace("milestones/", "", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void A_state_that_does_not_recognize_Kosovo_blocks_until_it_does()
    {
        var blockers = milestones.SelectMany(milestone => milestone.Blockers).ToList();
        var waiting = blockers.Where(blocker => blocker.Kind == BlockerKind.NonRecognition).ToList();
        Assert.Equal(18, waiting.Count);
        Assert.All(waiting, blocker => Assert.Equal(
            new RecognitionCondition { State = blocker.Origin }, blocker.ResolutionCriterion.Recognition));
        Assert.All(blockers, blocker => Assert.NotEqual(BlockerSeverity.Unspecified, blocker.Severity));
        Assert.All(blockers.Where(blocker => blocker.Severity == BlockerSeverity.Soft),
            blocker => Assert.Contains("soft, because", blocker.Description));
    }

    [Fact]
    public void A_recommendation_that_cannot_be_measured_has_no_criterion_and_a_note_with_the_reason()
    {
        var without = Seeds.Data.Of<Recommendation>().Where(recommendation => recommendation.Criterion is null).ToList();
        Assert.Equal(["R3.3.1", "R3.4.1", "R3.9"], without.Select(recommendation => recommendation.Number));
        Assert.All(without, recommendation => Assert.Contains("no sign by which it would be done", recommendation.Note));
    }

    [Fact]
    public void Exactly_one_observation_of_a_period_is_preferred() => Assert.All(
        Seeds.Data.Of<Indicator>().SelectMany(
            indicator => indicator.Observations.GroupBy(observation => (indicator.Name, observation.Period))),
        period => Assert.Single(period, observation => observation.Rank == Evidence.V1.ClaimRank.Preferred));

    [Theory]
    [InlineData("kfor-troops", "2023-05 3800 nearly by sources/seed.dynamics", "2023-05-30 3800 almost by sources/euronews-kfor")]
    [InlineData("defender-europe-23-countries", "2023 25  by sources/seed.accession",
        "2023-05-21 21 US and 20 allied and partner countries by sources/urdupoint-de23")]
    public void Each_of_several_differing_source_values_is_recorded(string id, params string[] values)
    {
        var stored = Seeds.Find<Indicator>($"indicators/{id}").Observations
            .Select(each => $"{each.Period} {each.Value} {each.Qualifier} by {each.Evidence.Citations[0].Source}").ToList();
        Assert.All(values, value => Assert.Contains(value, stored));
    }

    private static string Move(MilestonesWrite write)
    {
        var request = WriteTarget.RequestIn(write);
        string Text(string field) => (string?)request.Descriptor.FindFieldByName(field)?.Accessor.GetValue(request) ?? "";
        var day = Text("date").Length > 0 ? $" {Text("date")}" : Text("attested_on").Length > 0 ? $" by {Text("attested_on")}" : "";
        return request.Descriptor.Name[..^"Request".Length] + day;
    }
}
