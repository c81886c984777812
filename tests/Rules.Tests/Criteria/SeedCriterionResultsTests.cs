using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.ValidTime;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Criteria;

/// <summary>Results of the most important criteria, with the seeds on their day.</summary>
public sealed class SeedCriterionResultsTests
{
    static readonly FactBase Today = new(SeedFacts.All, Day("2025-12-23"));

    [Theory]
    [InlineData("organizations/nato", "FALSE 28/32 missing ES GR RO SK")]
    [InlineData("organizations/eu", "FALSE 22/27 missing CY ES GR RO SK")]
    [InlineData("organizations/adriatic-charter", "FALSE 5/6 missing BA")]
    public void All_members_of_an_organization_recognize(string organization, string standing) =>
        Assert.Equal(standing, Text(new() { Recognition = new() { Organization = organization } }, SeedFacts.All));

    [Theory]
    [InlineData("organizations/nato", "INVITE_PARTNER_PFP", "FALSE 28/32 missing ES GR RO SK")]
    [InlineData("organizations/pfp", "INVITE_PARTNER", "FALSE 28/32 missing ES GR RO SK")]
    [InlineData("organizations/adriatic-charter", "ADMIT_MEMBER", "FALSE 5/6 missing BA")]
    [InlineData("organizations/council-of-europe", "INVITE_MEMBER", "TRUE 38/46")]
    [InlineData("organizations/un", "RECOMMEND_ADMISSION", "FALSE 3/15 missing CN RU")]
    [InlineData("organizations/nato-pa", "CHANGE_DELEGATION_STATUS", "TRUE 1/1")]
    public void Each_organization_has_the_expected_verdict(string organization, string decision, string standing) =>
        Assert.Equal(standing, Text(new() { Consensus = new() { Organization = organization, Decision = decision } }, SeedFacts.All));

    [Fact]
    public void The_stances_that_block_the_partnership_for_peace_are_only_inferred()
    {
        var assessment = DecisionCalculator.Assess(Today, "organizations/nato", "INVITE_PARTNER_PFP", "")!;
        Assert.Equal((Verdict.Blocked, 4, 4), (assessment.Verdict, assessment.NeededCount, assessment.InferredBlockingCount));
        Assert.Equal(["ES", "GR", "RO", "SK"], assessment.BlockingMembers.Select(blocker => blocker.State));
    }

    [Fact]
    public void The_stance_that_blocks_the_adriatic_charter_was_a_vote()
    {
        var assessment = DecisionCalculator.Assess(Today, "organizations/adriatic-charter", "ADMIT_MEMBER", "XK")!;
        Assert.Equal((Verdict.Blocked, 0), (assessment.Verdict, assessment.InferredBlockingCount));
        var blocker = Assert.Single(assessment.BlockingMembers);
        Assert.Equal(("BA", CountedStance.Oppose, AssessedStanceBasis.Voted), (blocker.State, blocker.Leaning, blocker.Basis));
    }

    [Fact]
    public void In_the_council_of_europe_two_thirds_voted_in_favor_and_the_same_states_and_hungary_recognize()
    {
        var (byBehavior, byRecognition) = (Of(DecisionBasis.BehaviorFirst), Of(DecisionBasis.RecognitionAlone));
        foreach (var assessment in new[] { byBehavior, byRecognition })
        {
            Assert.Equal((Verdict.Met, 31, 0), (assessment.Verdict, assessment.RequiredVotes, assessment.NeededCount));
            Assert.Equal(46, assessment.Stances.Count);
        }

        string[] voted = [.. byBehavior.Stances.Where(stance => stance.Leaning == CountedStance.Support).Select(stance => stance.State)];
        string[] recognizing = [
            .. byRecognition.Stances.Where(stance => stance.Leaning == CountedStance.NoObjection).Select(stance => stance.State)];
        Assert.Equal((33, 34), (voted.Length, recognizing.Length));
        Assert.Equal(["HU"], recognizing.Except(voted));
        Assert.Equal(
            ["AM"], byBehavior.Stances.Where(stance => stance.Basis != AssessedStanceBasis.VotedBefore).Select(stance => stance.State));

        static DecisionAssessment Of(DecisionBasis basis) =>
            DecisionCalculator.Assess(Today, "organizations/council-of-europe", "INVITE_MEMBER", "", basis: basis)!;
    }

    [Theory]
    [InlineData("AL", "2008-02-18")]
    [InlineData("PT", "2008-10-07")]
    [InlineData("BA", "")]
    public void A_state_has_recognized_since(string code, string since) =>
        Assert.Equal(since, CriterionEvaluator.Evaluate(new() { Recognition = new() { State = code } }, Today).MetSince);

    [Fact]
    public void Ninety_members_of_the_united_nations_have_recognized_since_a_known_day() =>
        Assert.Equal(
            "2012-10-16", CriterionEvaluator.Evaluate(
                new() { Recognition = new() { Organization = "organizations/un", MinCount = 90 } }, Today).MetSince);

    /// <summary>
    /// All members recognized until one joined in December 2008 that does not. The question was put in 2014, which changes nothing about
    /// the days before, seen from any later day.
    /// </summary>
    [Theory]
    [InlineData("2008-11-30", true)]
    [InlineData("2008-12-04", false)]
    [InlineData("2014-12-14", false)]
    [InlineData("2014-12-15", false)]
    [InlineData("2025-12-23", false)]
    public void The_adriatic_charter_would_have_decided_before_the_question_was_put(string day, bool isMet)
    {
        Criterion admission = new() { Consensus = new() { Organization = "organizations/adriatic-charter", Decision = "ADMIT_MEMBER" } };
        FactBase then = new(AsOfResources.View(SeedFacts.All, Day(day), PartialDateMode.Possible), Day(day));
        Assert.Equal(isMet, CriterionEvaluator.Evaluate(admission, then).Truth == Truth.True);
        Assert.Equal(!isMet, CriterionEvaluator.WasMetBefore(admission, then));
        Assert.Equal(CriterionEvaluator.Evaluate(admission, then), CriterionEvaluator.Evaluate(admission, Today.On(Day(day))));
    }
}
