using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Criteria;

public sealed class RecognitionConditionTests
{
    static readonly CountingRule AnyClaim = Rule("serbia", WithdrawalPolicy.AnyClaim);
    static readonly CountingRule Strict = Rule("strict", WithdrawalPolicy.CountedByThirdParties);

    static readonly Recognition Claimed = Folded(Recognition("SR", Act(ActKind.Granted, "2010"), Act(ActKind.WithdrawalClaimed, "2017")));

    [Theory]
    [InlineData("AL", "2010-02-28", "FALSE 0/1 missing AL")]
    [InlineData("AL", "2010-03-01", "TRUE 1/1")]
    [InlineData("ES", "2025-01-01", "FALSE 0/1 missing ES")]
    [InlineData("VA", "2025-01-01", "UNKNOWN 0/1 unknown VA")]
    public void The_condition_is_met_if_the_state_recognizes(string code, string day, string standing) =>
        Assert.Equal(standing, Text(new() { Recognition = new() { State = code } }, new(Granted("AL", "2010-03"), Granted("ES", "")), day));

    [Theory]
    [InlineData("", "UNKNOWN 0/1 unknown AL")]
    [InlineData("RS", "TRUE 1/1")]
    public void The_condition_may_name_another_subject(string subject, string standing)
    {
        var other = new Recognition
        {
            Name = "recognitions/AL-RS",
            Recognizer = "AL",
            Subject = "RS",
            Acts = { Act(ActKind.Granted, "2010") }
        };
        Assert.Equal(standing, Text(new() { Recognition = new() { State = "AL", Subject = subject } }, new(other)));
    }

    [Theory]
    [InlineData("countingRules/serbia", "FALSE 0/1 missing SR")]
    [InlineData("countingRules/strict", "TRUE 1/1")]
    [InlineData("", "TRUE 1/1")]
    [InlineData("countingRules/mfa", "UNKNOWN 0/1 unknown SR")]
    public void A_counting_rule_decides_which_recognitions_count(string rule, string standing) =>
        Assert.Equal(standing, Text(new() { Recognition = new() { State = "SR", CountingRule = rule } }, new(Claimed, AnyClaim, Strict)));

    [Fact]
    public void Without_a_rule_the_status_decides() =>
        Assert.Equal("FALSE 0/1 missing SR", Text(new() { Recognition = new() { State = "SR" } }, new(Claimed)));

    [Theory]
    [InlineData("AL BE", 0, "TRUE 2/2")]
    [InlineData("AL BE ES GR", 0, "FALSE 2/4 missing ES GR")]
    [InlineData("AL VA", 0, "UNKNOWN 1/2 unknown VA")]
    [InlineData("AL ES VA", 0, "FALSE 1/3 missing ES unknown VA")]
    [InlineData("AL BE ES VA", 2, "TRUE 2/2")]
    [InlineData("AL BE ES VA", 1, "TRUE 1/1")]
    [InlineData("AL BE ES VA", 3, "UNKNOWN 2/3 missing ES unknown VA")]
    [InlineData("AL BE ES VA", 4, "FALSE 2/4 missing ES unknown VA")]
    [InlineData("AL XK", 0, "TRUE 1/1")]
    [InlineData("", 0, "UNKNOWN 0/1 unknown organizations/nato")]
    [InlineData("", 3, "UNKNOWN 0/3 unknown organizations/nato")]
    public void The_members_of_an_organization_are_counted(string members, int count, string standing)
    {
        InMemoryResources world = new(
            [Granted("AL", "2010"), Granted("BE", "2010"), Granted("ES", ""), Granted("GR", ""), .. Members("nato", members)]);
        Assert.Equal(standing, Text(new() { Recognition = new() { Organization = "organizations/nato", MinCount = count } }, world));
    }

    [Theory]
    [InlineData("2019-12-31", "UNKNOWN 1/2 unknown ES")]
    [InlineData("2020-01-01", "FALSE 1/2 missing ES")]
    [InlineData("2022-12-31", "FALSE 1/2 missing ES")]
    [InlineData("2023-01-01", "TRUE 1/1")]
    public void The_members_are_those_on_the_day(string day, string standing)
    {
        InMemoryResources world = new(
            [Granted("AL", "2010"), Granted("ES", ""), .. Members("nato", "AL"), Membership("nato", "ES", Period("", "2022", "2020"))]);
        Assert.Equal(standing, Text(new() { Recognition = new() { Organization = "organizations/nato" } }, world, day));
    }

    static CountingRule Rule(string id, WithdrawalPolicy withdrawals) =>
        new() { Name = $"countingRules/{id}", WithdrawalPolicy = withdrawals, CountedActKinds = { ActKind.Granted } };
}
