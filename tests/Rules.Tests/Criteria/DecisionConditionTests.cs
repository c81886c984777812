using KosovoNato.Rules.Criteria;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Criteria;

public sealed class DecisionConditionTests
{
    static readonly Criterion Admission = new() { Consensus = new() { Organization = "organizations/nato", Decision = "ADMIT_MEMBER" } };

    static readonly InMemoryResources Nato = new(
        [Organization("nato", "ADMIT_MEMBER", VotingRule.Consensus), Granted("AL", "2010"), Granted("BE", "2011"), Granted("ES", ""),
            .. Members("nato", "AL BE ES")]);

    [Fact]
    public void Without_an_outcome_the_rule_is_applied() => Assert.Equal("FALSE 2/3 missing ES", Text(Admission, Nato));

    [Theory]
    [InlineData(QuestionStatus.Adopted, "TRUE 1/1")]
    [InlineData(QuestionStatus.Rejected, "FALSE 0/1 missing questions/q")]
    [InlineData(QuestionStatus.NoConsensus, "FALSE 0/1 missing questions/q")]
    [InlineData(QuestionStatus.Lapsed, "FALSE 2/3 missing ES")]
    public void A_recorded_outcome_takes_precedence(QuestionStatus outcome, string standing) =>
        Assert.Equal(standing, Text(Admission, Nato.With(Question("q", outcome, "2020", "2021"))));

    [Fact]
    public void An_outcome_counts_even_if_the_rule_is_unknown() =>
        Assert.Equal("TRUE 1/1", Text(Admission, new(Question("q", QuestionStatus.Adopted, "2020", "2021"))));

    [Theory]
    [InlineData("2014-12-14", "FALSE 2/3 missing ES")]
    [InlineData("2014-12-15", "FALSE 0/1 missing questions/q")]
    [InlineData("2023-10-31", "FALSE 0/1 missing questions/q")]
    [InlineData("2023-11-01", "FALSE 2/3 missing ES")]
    [InlineData("2024-12-31", "FALSE 2/3 missing ES")]
    [InlineData("2025-01-01", "TRUE 1/1")]
    public void An_outcome_counts_until_the_question_is_put_again(string day, string standing)
    {
        var question = Question("q", QuestionStatus.Adopted, "2023-11", "2025");
        question.EarlierOutcomes.Add(new QuestionOutcome { Status = QuestionStatus.NoConsensus, DecidedOn = "2014-12-15" });
        FactBase today = new(Nato.With(question), Day("2025-12-23"));
        Assert.Equal(standing, Text(CriterionEvaluator.Evaluate(Admission, today.On(Day(day)))));
    }

    [Fact]
    public void The_rule_decides_today_if_the_question_is_put_tomorrow() =>
        Assert.Equal("FALSE 2/3 missing ES", Text(Admission, Nato.With(Question("q", QuestionStatus.Open, "2025-12-24"))));

    [Theory]
    [InlineData(QuestionStatus.Draft, "", "", "FALSE 0/1 missing questions/a")]
    [InlineData(QuestionStatus.Open, "2020", "", "FALSE 0/1 missing questions/a")]
    [InlineData(QuestionStatus.Open, "2022", "", "FALSE 2/3 missing ES")]
    [InlineData(QuestionStatus.Adopted, "2020", "2023", "TRUE 1/1")]
    public void The_question_with_the_latest_event_counts(
        QuestionStatus status, string opened, string decided, string standing) =>
        Assert.Equal(
            standing, Text(
                Admission, Nato.With(Question("a", QuestionStatus.Rejected, "2020", "2021"), Question("b", status, opened, decided))));

    [Fact]
    public void A_recorded_stance_counts_instead_of_recognition()
    {
        InMemoryResources asked = Nato.With(
            Question("q", QuestionStatus.Draft), Position("q", "ES", Stance.NoObjection), Position("q", "AL", Stance.Conditional));
        Assert.Equal("UNKNOWN 2/3 unknown AL", Text(Admission, asked));
    }

    [Theory]
    [InlineData("organizations/eu", "ADMIT_MEMBER")]
    [InlineData("organizations/nato", "GRANT_MAP")]
    public void Without_an_organization_or_its_rule_the_result_is_unknown(string organization, string decision) =>
        Assert.Equal(
            $"UNKNOWN 0/1 unknown {organization}",
            Text(new() { Consensus = new() { Organization = organization, Decision = decision } }, Nato));

    [Fact]
    public void Without_a_veto_the_result_in_the_security_council_is_unknown()
    {
        InMemoryResources un = new(
            [Organization("un", "RECOMMEND", VotingRule.SecurityCouncil),
                .. "CN FR GB RU US".Split(' ').Select(code => Granted(code, "2010"))]);
        Assert.Equal(
            "UNKNOWN 5/15 unknown organizations/un",
            Text(new() { Consensus = new() { Organization = "organizations/un", Decision = "RECOMMEND" } }, un));
    }

    [Theory]
    [InlineData("CN~ RU~ FR+ GB+ US+ AL+ BE+ DE+ ES+ GR+ IT+", "TRUE 11/15")]
    [InlineData("CN~ RU~ FR+ GB+ US+ AL+ BE+ DE+ ES+ GR+", "UNKNOWN 10/15 unknown organizations/un")]
    [InlineData("CN~ RU- FR+ GB+ US+ AL+ BE+ DE+ ES+ GR+ IT+", "FALSE 10/15 missing RU")]
    public void In_the_security_council_only_states_with_a_stance_count(string stances, string standing) =>
        Assert.Equal(
            standing, Text(
                new() { Consensus = new() { Organization = "organizations/un", Decision = "RECOMMEND" } },
                Asked(VotingRule.SecurityCouncil, "", stances)));

    /// <summary>States that prevent the decision are missing, and do not count as met.</summary>
    [Theory]
    [InlineData("2/3", "AL+ BE+ DE~ ES-", "FALSE 2/4 missing DE ES")]
    [InlineData("2/3 of votes cast", "AL+ BE+ DE~ ES-", "TRUE 3/4")]
    public void An_abstaining_state_counts_as_met_unless_it_prevents_the_decision(string threshold, string stances, string standing) =>
        Assert.Equal(standing, Text(
            new() { Consensus = new() { Organization = "organizations/un", Decision = "RECOMMEND" } },
            Asked(VotingRule.QualifiedMajority, threshold, stances)));

    [Theory]
    [InlineData("AL", 0, "TRUE 1/1")]
    [InlineData("AL BE", 0, "FALSE 1/2 missing BE")]
    [InlineData("AL BE", 1, "TRUE 1/1")]
    [InlineData("ES", 0, "FALSE 0/1 missing ES")]
    [InlineData("US", 0, "FALSE 0/1 missing US")]
    [InlineData("", 1, "TRUE 1/1")]
    [InlineData("", 2, "FALSE 1/2 missing BE ES")]
    public void Only_recorded_positions_count(string states, int count, string standing)
    {
        InMemoryResources asked = Nato.With(
            Question("q", QuestionStatus.Draft), Position("q", "AL", Stance.Support), Position("q", "BE", Stance.NoObjection));
        Assert.Equal(standing, Text(Support(states, count), asked));
    }

    [Theory]
    [InlineData("AL BE", 0, "UNKNOWN 0/2 unknown organizations/nato")]
    [InlineData("", 28, "UNKNOWN 0/28 unknown organizations/nato")]
    public void Without_a_question_positions_are_unknown(string states, int count, string standing) =>
        Assert.Equal(standing, Text(Support(states, count), Nato));

    /// <summary>A question to un, and the stances of states: + in favor, ~ abstains, - against.</summary>
    static InMemoryResources Asked(VotingRule rule, string threshold, string stances)
    {
        var question = Question("q", QuestionStatus.Draft, decision: "RECOMMEND");
        question.Organization = "organizations/un";
        string[] all = stances.Split(' ');
        return new(
        [
            Organization("un", "RECOMMEND", rule, threshold),
            .. Members("un", string.Join(' ', all.Select(one => one[..2]))),
            question,
            .. all.Select(
                one => Position("q", one[..2], one[2] switch { '+' => Stance.Support, '~' => Stance.Abstain, _ => Stance.Oppose })),
        ]);
    }

    static Criterion Support(string states, int count) => new()
    {
        Position = new()
        {
            Organization = "organizations/nato",
            Decision = "ADMIT_MEMBER",
            Stance = Stance.Support,
            States = { states.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
            MinCount = count,
        },
    };
}
