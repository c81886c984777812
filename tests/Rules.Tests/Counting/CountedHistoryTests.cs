using CsCheck;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Counting;
using KosovoNato.Rules.Tests.Acts;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Counting;

public sealed class CountedHistoryTests
{
    public static readonly CountingRule Mfa = Rule(WithdrawalPolicy.Ignored, true, ActKind.Granted, ActKind.Announced);
    public static readonly CountingRule Ever = Rule(WithdrawalPolicy.Ignored, false, ActKind.Granted);
    public static readonly CountingRule Strict = Rule(WithdrawalPolicy.CountedByThirdParties, false, ActKind.Granted);
    public static readonly CountingRule Serbia = Rule(WithdrawalPolicy.AnyClaim, false, ActKind.Granted);

    static readonly (string Name, CountingRule Rule)[] Rules = [("mfa", Mfa), ("ever", Ever), ("strict", Strict), ("serbia", Serbia)];

    static readonly Dictionary<string, Act[]> Cases = new()
    {
        ["nothing"] = [],
        ["granted"] = [Act(ActKind.Granted, "2010")],
        ["announced"] = [Act(ActKind.Announced, "2010")],
        ["denied"] = [Act(ActKind.Announced, "2010"), Act(ActKind.Denied, "2015")],
        ["denied, then granted"] = [Act(ActKind.Announced, "2010"), Act(ActKind.Denied, "2012"), Act(ActKind.Granted, "2015")],
        ["denied, then confirmed"] = [Act(ActKind.Announced, "2010"), Act(ActKind.Denied, "2012"), Act(ActKind.Confirmed, "2015")],
        ["void"] = [Act(ActKind.Granted, "2010"), Act(ActKind.Invalidated, "2015")],
        ["void, then confirmed"] = [Act(ActKind.Granted, "2010"), Act(ActKind.Invalidated, "2012"), Act(ActKind.Confirmed, "2015")],
        ["claimed"] = [Act(ActKind.Granted, "2010"), Act(ActKind.WithdrawalClaimed, "2015")],
        ["claimed and counted"] = [Act(ActKind.Granted, "2010"), Act(ActKind.WithdrawalClaimed, "2015", counted: true)],
        ["claimed beside"] = [Act(ActKind.Granted, "2010"), Act(ActKind.WithdrawalClaimed, "2015", ClaimRank.Normal)],
        ["claim superseded"] = [Act(ActKind.Granted, "2010"), Act(ActKind.WithdrawalClaimed, "2015", ClaimRank.Deprecated)],
        ["claim retracted"] = [Act(ActKind.Granted, "2010"), Act(ActKind.WithdrawalClaimed, "2015", counted: true, retracted: true)],
        ["withdrawn"] = [Act(ActKind.Granted, "2010"), Act(ActKind.WithdrawalConfirmed, "2015")],
        ["reaffirmed"] = [Act(ActKind.Granted, "2010"), Act(ActKind.WithdrawalClaimed, "2012", counted: true),
            Act(ActKind.Reaffirmed, "2015")],
        ["granted again"] = [Act(ActKind.Granted, "2010"), Act(ActKind.WithdrawalConfirmed, "2012"), Act(ActKind.Granted, "2015")],
        ["grant beside"] = [Act(ActKind.Granted, "2010", ClaimRank.Normal)],
        ["grant retracted"] = [Act(ActKind.Granted, "2010", retracted: true)],
    };

    [Theory]
    [InlineData("nothing", "", "", "")]
    [InlineData("granted", "mfa ever strict serbia", "mfa ever strict serbia", "mfa ever strict serbia")]
    [InlineData("announced", "mfa", "mfa", "mfa")]
    [InlineData("denied", "mfa", "mfa", "mfa")]
    [InlineData("denied, then granted", "mfa", "mfa", "mfa ever strict serbia")]
    [InlineData("denied, then confirmed", "mfa", "mfa", "mfa")]
    [InlineData("void", "mfa", "mfa", "mfa")]
    [InlineData("void, then confirmed", "mfa ever strict serbia", "mfa ever strict serbia", "mfa ever strict serbia")]
    [InlineData("claimed", "mfa ever strict serbia", "mfa ever strict serbia", "mfa ever strict")]
    [InlineData("claimed and counted", "mfa ever strict serbia", "mfa ever strict serbia", "mfa ever")]
    [InlineData("claimed beside", "mfa ever strict serbia", "mfa ever strict serbia", "mfa ever strict")]
    [InlineData("claim superseded", "mfa ever strict serbia", "mfa ever strict serbia", "mfa ever strict serbia")]
    [InlineData("claim retracted", "mfa ever strict serbia", "mfa ever strict serbia", "mfa ever strict serbia")]
    [InlineData("withdrawn", "mfa ever strict serbia", "mfa ever strict serbia", "mfa ever")]
    [InlineData("reaffirmed", "mfa ever strict serbia", "mfa ever", "mfa ever")]
    [InlineData("granted again", "mfa ever strict serbia", "mfa ever", "mfa ever strict serbia")]
    [InlineData("grant beside", "", "", "")]
    [InlineData("grant retracted", "", "", "")]
    public void Each_rule_counts_in_its_own_way(string history, string in2011, string in2013, string in2016)
    {
        var recognition = Recognition(Cases[history].Select(act => act.Clone()));
        RecognitionFold.Apply(recognition);
        Assert.Equal("", CountedOn("2009-12-31"));
        Assert.Equal(in2011, CountedOn("2011-01-01"));
        Assert.Equal(in2013, CountedOn("2013-01-01"));
        Assert.Equal(in2016, CountedOn("2016-01-01"));

        string CountedOn(string date) =>
            string.Join(
                ' ', Rules.Where(rule => CountingRuleEvaluator.Counts(recognition, rule.Rule, Day(date))).Select(rule => rule.Name));
    }

    [Theory]
    [InlineData("2009-12-31", false)]
    [InlineData("2010-01-01", true)]
    [InlineData("2014-12-31", true)]
    [InlineData("2015-01-01", false)]
    public void A_recognition_counts_from_the_first_day_of_its_partial_date_to_the_day_before_its_withdrawal(string date, bool counts) =>
        Assert.Equal(counts, CountingRuleEvaluator.Counts(Recognition(Cases["withdrawn"].Select(act => act.Clone())), Strict, Day(date)));

    [Fact]
    public void A_narrower_rule_never_counts_more() =>
        Gen.Select(Histories.Legal, Gen.Int[0, 1_700]).Sample((history, days) =>
        {
            var recognition = Histories.Folded(history);
            var counted = Rules.Select(rule => CountingRuleEvaluator.Counts(recognition, rule.Rule, Day("2009-01-01").AddDays(days)))
                .ToArray();
            Assert.Equal(counted.OrderDescending(), counted);
        });

    static CountingRule Rule(WithdrawalPolicy withdrawals, bool countDisputed, params ActKind[] acts) =>
        new() { WithdrawalPolicy = withdrawals, CountDisputed = countDisputed, CountedActKinds = { acts }, UnMembersOnly = true };
}
