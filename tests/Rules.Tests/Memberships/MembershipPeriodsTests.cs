using KosovoNato.Errors.V1;
using KosovoNato.Rules.Memberships;
using static KosovoNato.Rules.Tests.Given;

namespace KosovoNato.Rules.Tests.Memberships;

public sealed class MembershipPeriodsTests
{
    [Theory]
    [InlineData("2009-04-01", "", "2010-01-01", "", true)]
    [InlineData("2009-04-01", "2009-12-31", "2010-01-01", "", false)]
    [InlineData("2009-04-01", "2010-01-01", "2010-01-01", "", true)]
    [InlineData("2009-04-01", "2010-01-02", "2010-01-01", "2011", true)]
    [InlineData("2010-01-01", "", "2009-04-01", "2009-12-31", false)]
    [InlineData("2010-01-01", "", "2009-04-01", "", true)]
    [InlineData("2009", "2010", "2010", "", false)]
    [InlineData("2009", "2010-06", "2010-06-15", "", false)]
    [InlineData("2009", "2010-06", "2010-05-15", "", true)]
    [InlineData("2009", "2020", "2010", "2011", true)]
    public void Periods_must_not_overlap(string from, string to, string nextFrom, string nextTo, bool overlap)
    {
        var membership = Membership("nato", "AL", Period(from, to), Period(nextFrom, nextTo, role: MembershipRole.Partner));
        if (overlap)
        {
            Assert.Equal(ErrorReason.RuleViolated, Assert.Throws<Refusal>(() => MembershipPeriods.Arrange(membership)).Reason);
            return;
        }

        MembershipPeriods.Arrange(membership);
        Assert.Equal(membership.Periods.OrderBy(period => period.From, StringComparer.Ordinal), membership.Periods);
    }

    [Theory]
    [InlineData("2014-05-31", Held.No)]
    [InlineData("2014-06-01", Held.No)]
    [InlineData("2024-05-26", Held.No)]
    [InlineData("2024-05-27", Held.Yes)]
    [InlineData("2030-01-01", Held.Yes)]
    public void A_role_is_held_from_the_first_day_of_its_period(string date, Held held)
    {
        var membership = Membership("nato-pa", "XK",
            Period("2014-06", "2024-05-26", role: MembershipRole.Observer), Period("2024-05-27", role: MembershipRole.Associate));
        Assert.Equal(held, MembershipPeriods.HeldOn(membership, Day(date), role => role == MembershipRole.Associate));
    }

    [Theory]
    [InlineData("2020-01-30", Held.Yes)]
    [InlineData("2020-01-31", Held.Yes)]
    [InlineData("2020-02-01", Held.No)]
    public void A_role_is_held_until_the_last_day_of_its_period(string date, Held held) =>
        Assert.Equal(held, MembershipPeriods.HeldOn(Membership("eu", "GB", Period("1973-01-01", "2020-01-31")), Day(date), IsMember));

    [Theory]
    [InlineData("2025-12-22", Held.Unknown)]
    [InlineData("2025-12-23", Held.Yes)]
    [InlineData("1900-01-01", Held.Unknown)]
    public void Where_the_beginning_is_not_known_nothing_is_guessed(string date, Held held) =>
        Assert.Equal(held, MembershipPeriods.HeldOn(Membership("osce", "AL", Period("", knownOn: "2025-12-23")), Day(date), IsMember));

    [Fact]
    public void An_earlier_period_says_what_the_state_was_then()
    {
        var membership = Membership("osce", "AL",
            Period("2000", "2005", role: MembershipRole.Observer), Period("", knownOn: "2025-12-23"));
        Assert.Equal(Held.No, MembershipPeriods.HeldOn(membership, Day("2003-01-01"), IsMember));
        Assert.Equal(Held.Unknown, MembershipPeriods.HeldOn(membership, Day("2010-01-01"), IsMember));
        Assert.Equal(Held.No, MembershipPeriods.HeldOn(membership, Day("1999-01-01"), IsMember));
    }

    [Fact]
    public void A_period_in_another_role_of_unknown_beginning_is_no_membership() =>
        Assert.Equal(Held.No, MembershipPeriods.HeldOn(
            Membership("osce", "AL", Period("", knownOn: "2025-12-23", role: MembershipRole.Partner)), Day("2010-01-01"), IsMember));

    static bool IsMember(MembershipRole role) => role == MembershipRole.Member;
}
