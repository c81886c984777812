using KosovoNato.Kernel;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.WhatIf;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Decisions;

/// <summary>Stances that follow from ballots: on the question itself, and on related questions.</summary>
public sealed class BallotStanceTests
{
    const string Nato = "organizations/nato";

    static readonly InMemoryResources Asked = new(
    [
        Organization("nato", "ADMIT_MEMBER", VotingRule.Consensus), .. Members("nato", "AL BE ES"),
        WithAim(Question("q", QuestionStatus.Open, "2010"), "MEMBERSHIP"), Granted("ES", ""), Granted("AL", "2008"),
    ]);

    [Theory]
    [InlineData("FOR", CountedStance.Support, AssessedStanceBasis.Voted)]
    [InlineData("AGAINST", CountedStance.Oppose, AssessedStanceBasis.Voted)]
    [InlineData("ABSTAINED", CountedStance.Abstain, AssessedStanceBasis.Voted)]
    [InlineData("ABSENT", CountedStance.NoObjection, AssessedStanceBasis.Inferred)]
    [InlineData("NOT_VOTING", CountedStance.NoObjection, AssessedStanceBasis.Inferred)]
    [InlineData("UNCLEAR", CountedStance.NoObjection, AssessedStanceBasis.Inferred)]
    public void A_choice_is_a_stance_and_an_absence_is_not(string choice, CountedStance leaning, AssessedStanceBasis basis)
    {
        var stance = StanceOf("AL", Asked.With(Ballot("q", "2015-11-09", $"AL {choice}")));
        Assert.Equal((leaning, basis), (stance.Leaning, stance.Basis));
        Assert.Equal(basis == AssessedStanceBasis.Voted ? "questions/q/ballots/2015-11-09" : "", stance.Origin);
    }

    [Theory]
    [InlineData("2015-11-08", CountedStance.Oppose)]
    [InlineData("2015-11-09", CountedStance.Abstain)]
    [InlineData("2018-11-20", CountedStance.Support)]
    public void The_latest_ballot_of_the_day_counts(string day, CountedStance leaning) => Assert.Equal(leaning, StanceOf(
        "ES", Asked.With(Ballot("q", "2015-11-09", "ES ABSTAINED"), Ballot("q", "2018-11-20", "ES FOR")), day).Leaning);

    [Theory]
    [InlineData("2014", CountedStance.Support)]
    [InlineData("2015-11-09", CountedStance.Oppose)]
    [InlineData("2016", CountedStance.Oppose)]
    public void The_later_of_a_position_and_a_vote_counts(string declared, CountedStance leaning) => Assert.Equal(leaning, StanceOf(
        "ES", Asked.With(Ballot("q", "2015-11-09", "ES FOR"), Position("q", "ES", Stance.Oppose, declared))).Leaning);

    [Theory]
    [InlineData("FOR", false, false, CountedStance.Support)]
    [InlineData("AGAINST", false, false, CountedStance.Oppose)]
    [InlineData("FOR", true, false, CountedStance.Oppose)]
    [InlineData("AGAINST", true, false, CountedStance.Support)]
    [InlineData("FOR", false, true, CountedStance.Oppose)]
    [InlineData("FOR", true, true, CountedStance.Support)]
    [InlineData("ABSTAINED", true, false, CountedStance.Abstain)]
    public void A_vote_on_a_related_question_is_a_prior_vote_for_or_against_the_subject(
        string choice, bool relatedOpposed, bool opposed, CountedStance leaning)
    {
        var question = WithAim(Question("q", QuestionStatus.Open, "2010"), "MEMBERSHIP");
        question.OpposedBySubject = opposed;
        var world = Asked.With(question, Related("MEMBERSHIP", relatedOpposed), Ballot("related", "2023-04-24", $"ES {choice}"));
        var stance = StanceOf("ES", world);
        Assert.Equal(
            (leaning, AssessedStanceBasis.VotedBefore, "questions/related/ballots/2023-04-24"),
            (stance.Leaning, stance.Basis, stance.Origin));
    }

    [Fact]
    public void Any_stance_on_the_question_itself_outweighs_a_prior_vote()
    {
        var related = Asked.With(Related("MEMBERSHIP"), Ballot("related", "2023-04-24", "ES FOR"));
        Assert.Equal(CountedStance.Oppose, StanceOf("ES", related.With(Position("q", "ES", Stance.Oppose, "2012"))).Leaning);
        Assert.Equal(CountedStance.Abstain, StanceOf("ES", related.With(Ballot("q", "2015-11-09", "ES ABSTAINED"))).Leaning);
    }

    [Theory]
    [InlineData("", "organizations/nato", "XK")]
    [InlineData("PARTNERSHIP", "organizations/nato", "XK")]
    [InlineData("MEMBERSHIP", "organizations/eu", "XK")]
    [InlineData("MEMBERSHIP", "organizations/nato", "BA")]
    public void Questions_are_related_by_organization_subject_and_aim(string aim, string organization, string subject)
    {
        var other = Related(aim);
        (other.Organization, other.Subject) = (organization, subject);
        Assert.Equal(
            AssessedStanceBasis.Inferred, StanceOf("ES", Asked.With(other, Ballot("related", "2023-04-24", "ES FOR"))).Basis);
    }

    [Fact]
    public void By_recognition_alone_neither_votes_nor_positions_count()
    {
        var world = Asked.With(
            Related("MEMBERSHIP"), Ballot("related", "2023-04-24", "BE AGAINST"), Ballot("q", "2015-11-09", "ES FOR"),
            Position("q", "AL", Stance.Oppose));
        var assessment = Assess(world, DecisionBasis.RecognitionAlone);
        Assert.Equal(
            [("AL", CountedStance.NoObjection), ("BE", CountedStance.Unknown), ("ES", CountedStance.Oppose)],
            assessment.Stances.Select(stance => (stance.State, stance.Leaning)));
        Assert.All(assessment.Stances, stance => Assert.Equal(AssessedStanceBasis.Inferred, stance.Basis));
    }

    [Theory]
    [InlineData("AL", CountedStance.Oppose)]
    [InlineData("ES", CountedStance.NoObjection)]
    public void The_inference_is_reversed_on_a_question_that_the_subject_opposes(string code, CountedStance leaning)
    {
        var question = Question("q", QuestionStatus.Open, "2010");
        question.OpposedBySubject = true;
        Assert.Equal(leaning, StanceOf(code, Asked.With(question)).Leaning);
    }

    [Fact]
    public void The_states_that_voted_are_the_electorate_of_an_organization_without_recorded_members()
    {
        InMemoryResources unesco = new(
        [
            Organization("nato", "ADMIT_MEMBER", VotingRule.QualifiedMajority, "2/3 of votes cast"),
            Question("q", QuestionStatus.Open, "2010"),
            Ballot("q", "2015-11-09", "AL FOR, BE FOR, ES AGAINST, GR ABSTAINED, XK FOR, AM ABSENT"),
        ]);
        var assessment = Assess(unesco, DecisionBasis.BehaviorFirst);
        Assert.Equal(["AL", "BE", "ES", "GR"], assessment.Stances.Select(stance => stance.State));
        Assert.Equal(Verdict.Met, assessment.Verdict);
    }

    [Theory]
    [InlineData("2023-04-23", "AL")]
    [InlineData("2023-04-24", "AL BE")]
    public void The_states_that_voted_on_a_related_question_belong_to_that_electorate_from_then_on(string day, string states)
    {
        InMemoryResources interpol = new(
        [
            Organization("nato", "ADMIT_MEMBER", VotingRule.QualifiedMajority, "2/3 of votes cast"),
            WithAim(Question("q", QuestionStatus.Open, "2010"), "MEMBERSHIP"), Ballot("q", "2015-11-09", "AL FOR"),
            Related("MEMBERSHIP"), Ballot("related", "2023-04-24", "BE AGAINST, ES ABSENT, XK FOR"),
        ]);
        Assert.Equal(
            states.Split(' '), Assess(interpol, DecisionBasis.BehaviorFirst, day).Stances.Select(stance => stance.State));
    }

    [Theory]
    [InlineData("2014-01-01", "2020-01-01", CountedStance.Support)]
    [InlineData("2018-01-01", "2020-01-01", CountedStance.Support)]
    [InlineData("2018-01-01", "2017-01-01", CountedStance.Oppose)]
    public void An_assumed_stance_takes_precedence_over_votes_from_its_day_on(string from, string day, CountedStance leaning)
    {
        var world = Asked.With(Ballot("q", "2015-11-09", "AL FOR, ES AGAINST"));
        var assumption = new Assumption
        {
            ValidFrom = from,
            Position = new() { Organization = Nato, Decision = "ADMIT_MEMBER", State = "ES", Stance = AssumedStance.Support },
        };
        var then = AssumptionOverlay.Apply(world, [assumption], Day(day));
        Assert.Equal(leaning, StanceOf("ES", then, day).Leaning);
        Assert.Equal(CountedStance.Support, StanceOf("AL", then, day).Leaning);
    }

    [Fact]
    public void An_assumption_that_restates_a_vote_changes_nothing()
    {
        var world = Asked.With(Ballot("q", "2015-11-09", "ES AGAINST"));
        var assumption = new Assumption
        {
            Position = new() { Organization = Nato, Decision = "ADMIT_MEMBER", State = "ES", Stance = AssumedStance.Oppose },
        };
        Assert.Same(world, AssumptionOverlay.Apply(world, [assumption], Day("2020-01-01")));
    }

    [Theory]
    [InlineData("2015-11-08", Truth.Unknown)]
    [InlineData("2015-11-09", Truth.True)]
    public void A_condition_on_positions_counts_votes(string day, Truth truth)
    {
        var criterion = new Criterion
        {
            Position = new() { Organization = Nato, Decision = "ADMIT_MEMBER", States = { "ES" }, Stance = Stance.Support },
        };
        var facts = new FactBase(Asked.With(Ballot("q", "2015-11-09", "ES FOR")), Day(day));
        Assert.Equal(truth == Truth.True, CriterionEvaluator.Evaluate(criterion, facts).Truth == Truth.True);
    }

    static Question WithAim(Question question, string aim)
    {
        question.Aim = aim;
        return question;
    }

    static Question Related(string aim, bool opposed = false)
    {
        var question = WithAim(Question("related", QuestionStatus.Adopted, "2022", "2023", decision: "FORWARD_APPLICATION"), aim);
        question.OpposedBySubject = opposed;
        return question;
    }

    static MemberStance StanceOf(string code, IResourceView world, string day = "2025-01-01") =>
        Assess(world, DecisionBasis.BehaviorFirst, day).Stances.Single(stance => stance.State == code);

    static DecisionAssessment Assess(IResourceView world, DecisionBasis basis, string day = "2025-01-01") =>
        DecisionCalculator.Assess(new FactBase(world, Day(day)), Nato, "ADMIT_MEMBER", "", basis: basis)!;
}
