using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Validation;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Decisions;

public sealed class DecisionCalculatorTests
{
    static readonly InMemoryResources Nato = new(
        [Organization("nato", "ADMIT_MEMBER", VotingRule.Consensus), .. Members("nato", "AL BE ES")]);

    [Theory]
    [InlineData("", CountedStance.Oppose)]
    [InlineData("GRANTED", CountedStance.NoObjection)]
    [InlineData("ANNOUNCED", CountedStance.Unknown)]
    [InlineData("GRANTED INVALIDATED", CountedStance.Unknown)]
    [InlineData("GRANTED WITHDRAWAL_CLAIMED", CountedStance.Unknown)]
    [InlineData("GRANTED WITHDRAWAL_CONFIRMED", CountedStance.Oppose)]
    [InlineData("GRANTED WITHDRAWAL_CLAIMED REAFFIRMED", CountedStance.NoObjection)]
    public void A_stance_that_is_not_recorded_is_inferred_from_recognition(string acts, CountedStance leaning)
    {
        var recognition = Folded(Recognition("ES", acts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((kind, i) => Act(Enum.GetValues<ActKind>().Single(value => EnumNames.Of(value) == kind), $"{2010 + i}"))));
        var stance = StanceOf("ES", Nato.With(recognition));
        Assert.Equal((leaning, AssessedStanceBasis.Inferred, recognition.Status), (stance.Leaning, stance.Basis, stance.Recognition));
    }

    [Fact]
    public void Nothing_is_inferred_about_a_state_without_a_record() =>
        Assert.Equal(new MemberStance("ES", CountedStance.Unknown, AssessedStanceBasis.Inferred), StanceOf("ES", Nato));

    [Theory]
    [InlineData(Stance.Support, StanceBasis.Voted, CountedStance.Support, AssessedStanceBasis.Voted)]
    [InlineData(Stance.NoObjection, StanceBasis.Declared, CountedStance.NoObjection, AssessedStanceBasis.Declared)]
    [InlineData(Stance.Abstain, StanceBasis.Reported, CountedStance.Abstain, AssessedStanceBasis.Reported)]
    [InlineData(Stance.Conditional, StanceBasis.Declared, CountedStance.Unknown, AssessedStanceBasis.Declared)]
    [InlineData(Stance.Oppose, StanceBasis.Voted, CountedStance.Oppose, AssessedStanceBasis.Voted)]
    public void A_recorded_stance_counts_whatever_the_recognition(
        Stance stance, StanceBasis basis, CountedStance leaning, AssessedStanceBasis rests)
    {
        InMemoryResources asked = Nato.With(
            Granted("ES", "2010"), Question("q", QuestionStatus.Draft), Position("q", "ES", stance, basis: basis));
        Assert.Equal(new MemberStance("ES", leaning, rests) { Origin = "questions/q/positions/ES" }, StanceOf("ES", asked));
    }

    [Theory]
    [InlineData("2014-12-14", CountedStance.NoObjection)]
    [InlineData("2014-12-15", CountedStance.Oppose)]
    [InlineData("2016-12-31", CountedStance.Oppose)]
    [InlineData("2017-01-01", CountedStance.NoObjection)]
    public void A_stance_counts_while_it_is_held(string day, CountedStance leaning)
    {
        InMemoryResources asked = Nato.With(
            Granted("ES", "2010"), Question("q", QuestionStatus.Draft), Position("q", "ES", Stance.Oppose, "2014-12-15", "2016"));
        Assert.Equal(leaning, StanceOf("ES", asked, day).Leaning);
    }

    [Fact]
    public void A_stance_on_another_decision_does_not_count()
    {
        InMemoryResources other = Nato.With(
            Granted("ES", "2010"), Question("q", QuestionStatus.Open, "2015", decision: "GRANT_MAP"), Position("q", "ES", Stance.Oppose));
        Assert.Equal(CountedStance.NoObjection, StanceOf("ES", other).Leaning);
    }

    [Theory]
    [InlineData("2019-12-31", CountedStance.Unknown)]
    [InlineData("2020-01-01", CountedStance.NoObjection)]
    public void A_member_of_unknown_beginning_has_an_unknown_stance(string day, CountedStance leaning) =>
        Assert.Equal(
            leaning, StanceOf("VA", Nato.With(Membership("nato", "VA", Period("", knownOn: "2020")), Granted("VA", "2010")), day).Leaning);

    [Fact]
    public void A_recorded_position_shows_that_such_a_member_decides()
    {
        InMemoryResources asked = Nato.With(
            Membership("nato", "VA", Period("", knownOn: "2020")), Question("q", QuestionStatus.Draft),
            Position("q", "VA", Stance.Oppose, "2015"));
        Assert.Equal(CountedStance.Oppose, StanceOf("VA", asked, "2016-01-01").Leaning);
    }

    [Fact]
    public void The_electorate_may_be_another_organization_and_never_includes_the_subject()
    {
        InMemoryResources pfp = Nato.With(
            [Organization("pfp", "INVITE", VotingRule.Consensus, electorateOrganization: "organizations/nato"), .. Members("pfp", "RS"),
                .. Members("nato", "XK")]);
        Assert.Equal(
            ["AL", "BE", "ES"], DecisionCalculator.Assess(
                new FactBase(pfp, Day("2020-01-01")), "organizations/pfp", "INVITE", "")!.Stances.Select(
                stance => stance.State));
    }

    [Fact]
    public void The_subject_has_no_seat_in_the_security_council_not_even_a_permanent_one()
    {
        InMemoryResources un = Nato.With(Organization("un", "RECOMMEND", VotingRule.SecurityCouncil));
        Assert.Equal(
            ["CN", "FR", "GB", "RU"], DecisionCalculator.Assess(
                new FactBase(un, Day("2020-01-01")), "organizations/un", "RECOMMEND", "US")!.Stances.Select(stance => stance.State));
    }

    [Theory]
    [InlineData("organizations/eu", "ADMIT_MEMBER")]
    [InlineData("organizations/nato", "GRANT_MAP")]
    public void Without_a_rule_there_is_no_assessment(string organization, string decision) =>
        Assert.Null(DecisionCalculator.Assess(new FactBase(Nato, Day("2020-01-01")), organization, decision, ""));

    static MemberStance StanceOf(string code, InMemoryResources world, string day = "2025-01-01") =>
        DecisionCalculator.Assess(new FactBase(world, Day(day)), "organizations/nato", "ADMIT_MEMBER", "XK")!.Stances.Single(
            stance => stance.State == code);
}
