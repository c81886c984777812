using KosovoNato.Rules.Facts;
using KosovoNato.Rules.Memberships;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Counting;

public sealed class TallyTests
{
    static readonly DateOnly Today = Day("2025-12-23");

    static readonly Dictionary<string, Recognition> Recognitions = new Recognition[]
    {
        Recognition("US", Act(ActKind.Granted, "2008-02-18")),
        Recognition("AL", Act(ActKind.Granted, "2008-02-18")),
        Recognition("TW", Act(ActKind.Granted, "2008-02-19")),
        Recognition("ES"),
    }.ToDictionary(recognition => recognition.Recognizer);

    [Theory]
    [InlineData(true, "AL US", "ES")]
    [InlineData(false, "AL TW US", "ES")]
    public void A_rule_may_count_UN_members_only(bool membersOnly, string recognizing, string missing)
    {
        var rule = CountedHistoryTests.Strict.Clone();
        rule.UnMembersOnly = membersOnly;
        var tally = RecognitionTally.OfAll(rule, Today, Recognitions.Values, code => code == "TW" ? HoldsRole.No : HoldsRole.Yes);
        AssertTally(tally, recognizing, missing, "");
    }

    [Fact]
    public void Among_members_an_unknown_state_is_neither_counted_nor_missing()
    {
        Membership[] memberships =
        [
            Membership("o", "US", Period("1990")),
            Membership("o", "TW", Period("1990")),
            Membership("o", "ES", Period("1990")),
            Membership("o", "VA", Period("1990")),
            Membership("o", "AL", Period("", knownOn: "2026-01-01")),
            Membership("o", "GB", Period("1990", "2020")),
            Membership("o", "RS", Period("1990", role: MembershipRole.Observer)),
            Membership("o", "XK", Period("1990")),
        ];
        var tally = RecognitionTally.OfMembers(
            CountedHistoryTests.Strict, Today, "XK", memberships, code => Recognitions.GetValueOrDefault(code));
        AssertTally(tally, "TW US", "ES", "AL VA");
    }

    static void AssertTally(RecognitionTally tally, string recognizing, string missing, string unknown)
    {
        Assert.Equal(recognizing, string.Join(' ', tally.Recognizing));
        Assert.Equal(missing, string.Join(' ', tally.Missing));
        Assert.Equal(unknown, string.Join(' ', tally.Unknown));
    }
}
