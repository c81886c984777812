using KosovoNato.Errors.V1;
using KosovoNato.Rules.Memberships;
using static KosovoNato.Rules.Tests.TestFacts;

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
            Assert.Equal(ErrorReason.RuleViolated, Assert.Throws<ApiException>(() => MembershipPeriods.SortAndCheck(membership)).Reason);
            return;
        }

        MembershipPeriods.SortAndCheck(membership);
        Assert.Equal(membership.Periods.OrderBy(period => period.ValidFrom, StringComparer.Ordinal), membership.Periods);
    }

    [Theory]
    [InlineData("2014-05-31", HoldsRole.No)]
    [InlineData("2014-06-01", HoldsRole.No)]
    [InlineData("2024-05-26", HoldsRole.No)]
    [InlineData("2024-05-27", HoldsRole.Yes)]
    [InlineData("2030-01-01", HoldsRole.Yes)]
    public void A_role_is_held_from_the_first_day_of_its_period(string date, HoldsRole held)
    {
        var membership = Membership("nato-pa", "XK",
            Period("2014-06", "2024-05-26", role: MembershipRole.Observer), Period("2024-05-27", role: MembershipRole.Associate));
        Assert.Equal(held, MembershipPeriods.RoleOn(membership, Day(date), role => role == MembershipRole.Associate));
    }

    [Theory]
    [InlineData("2020-01-30", HoldsRole.Yes)]
    [InlineData("2020-01-31", HoldsRole.Yes)]
    [InlineData("2020-02-01", HoldsRole.No)]
    public void A_role_is_held_until_the_last_day_of_its_period(string date, HoldsRole held) =>
        Assert.Equal(held, MembershipPeriods.RoleOn(Membership("eu", "GB", Period("1973-01-01", "2020-01-31")), Day(date), IsMember));

    [Theory]
    [InlineData("2025-12-22", HoldsRole.Unknown)]
    [InlineData("2025-12-23", HoldsRole.Yes)]
    [InlineData("1900-01-01", HoldsRole.Unknown)]
    public void Nothing_is_guessed_if_the_beginning_is_unknown(string date, HoldsRole held) =>
        Assert.Equal(held, MembershipPeriods.RoleOn(Membership("osce", "AL", Period("", knownOn: "2025-12-23")), Day(date), IsMember));

    [Fact]
    public void An_earlier_period_shows_the_role_before_a_period_of_unknown_beginning()
    {
        var membership = Membership("osce", "AL",
            Period("2000", "2005", role: MembershipRole.Observer), Period("", knownOn: "2025-12-23"));
        Assert.Equal(HoldsRole.No, MembershipPeriods.RoleOn(membership, Day("2003-01-01"), IsMember));
        Assert.Equal(HoldsRole.Unknown, MembershipPeriods.RoleOn(membership, Day("2010-01-01"), IsMember));
        Assert.Equal(HoldsRole.No, MembershipPeriods.RoleOn(membership, Day("1999-01-01"), IsMember));
    }

    [Fact]
    public void A_period_of_unknown_beginning_in_another_role_is_not_a_membership() =>
        Assert.Equal(HoldsRole.No, MembershipPeriods.RoleOn(
            Membership("osce", "AL", Period("", knownOn: "2025-12-23", role: MembershipRole.Partner)), Day("2010-01-01"), IsMember));

    static bool IsMember(MembershipRole role) => role == MembershipRole.Member;
}
