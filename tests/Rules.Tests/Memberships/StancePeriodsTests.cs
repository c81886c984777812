using KosovoNato.Errors.V1;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Memberships;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Memberships;

public sealed class StancePeriodsTests
{
    [Theory]
    [InlineData("", "2023-11-15", "2023-11-14")]
    [InlineData("", "2023-11", "2023-10-31")]
    [InlineData("", "2024", "2023-12-31")]
    [InlineData("2030", "2023-11-15", "2023-11-14")]
    [InlineData("2016-01-01", "2023-11-15", "2016-01-01")]
    public void A_new_stance_ends_the_previous_one(string until, string from, string ended)
    {
        var position = new Position { Name = "questions/q/positions/BA", Stances = { Taken(Stance.Oppose, "2014-12-15", until) } };
        StancePeriods.Append(position, Taken(Stance.Support, from));
        Assert.Equal([ended, ""], position.Stances.Select(stance => stance.ValidTo));
    }

    [Theory]
    [InlineData("2014-12-15")]
    [InlineData("2014-12")]
    [InlineData("2010")]
    public void A_stance_cannot_begin_before_the_last_one(string from)
    {
        var position = new Position { Name = "questions/q/positions/BA", Stances = { Taken(Stance.Oppose, "2014-12-15") } };
        Assert.Equal(
            ErrorReason.RuleViolated, Assert.Throws<ApiException>(
                () => StancePeriods.Append(position, Taken(Stance.Support, from))).Reason);
    }

    [Theory]
    [InlineData("2014-12-14", null)]
    [InlineData("2014-12-15", Stance.Oppose)]
    [InlineData("2023-10-31", Stance.Oppose)]
    [InlineData("2023-11-01", Stance.Support)]
    [InlineData("2024-12-31", Stance.Support)]
    [InlineData("2025-01-01", null)]
    public void The_stance_of_a_date_is_the_one_held_on_that_date(string date, Stance? stance)
    {
        var position = new Position { Name = "questions/q/positions/BA", Stances = { Taken(Stance.Oppose, "2014-12-15") } };
        StancePeriods.Append(position, Taken(Stance.Support, "2023-11", "2024"));
        Assert.Equal(stance, StancePeriods.On(position, Day(date))?.Stance);
    }

    [Theory]
    [InlineData("MEMBERS", "", "organizations/pfp")]
    [InlineData("MEMBERS", "organizations/nato", "organizations/nato")]
    [InlineData("MEMBERS", "organizations/nato-pa", "organizations/nato-pa")]
    [InlineData("DELEGATES", "", "organizations/pfp")]
    [InlineData("SECURITY_COUNCIL", "", "organizations/pfp")]
    [InlineData("PARTICIPATING_STATES", "", "organizations/pfp")]
    public void The_electorate_names_the_organization_whose_members_decide(string electorate, string other, string organization) =>
        Assert.Equal(organization, Electorate.OrganizationOf(
            new Organization
            {
                Name = "organizations/pfp",
                DecisionRules =
                    { new DecisionRule { Decision = "INVITE", Electorate = electorate, ElectorateOrganization = other } }
            }, "INVITE"));

    static StancePeriod Taken(Stance stance, string from, string to = "") => new() { Stance = stance, ValidFrom = from, ValidTo = to };
}
