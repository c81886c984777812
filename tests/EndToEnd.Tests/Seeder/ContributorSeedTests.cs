using KosovoNato.Milestones.V1;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>The contributions of states to KFOR in seeds/, against the totals, which come from other lines of the sources.</summary>
public sealed class ContributorSeedTests
{
    private static readonly List<Indicator> contributions =
        [.. Seeds.Data.Of<Indicator>().Where(indicator => indicator.Topic == "troop-contributions")];

    [Fact]
    public void The_contributions_of_February_2017_add_up_to_the_total_strength_and_number_of_contributors()
    {
        var values = ValuesOf("2017-02");
        Assert.Equal(Value("indicators/kfor-troops", "2017-02"), values.Sum(one => one.Value));
        Assert.Equal(Value("indicators/kfor-contributors", "2017-02"), values.Count);
    }

    // The source names the states with the most and the fewest soldiers, and no others.
    [Fact]
    public void The_contributions_of_August_2022_match_the_source() => Assert.Equal(
        "AL 58, AT 232, CA 5, CZ 7, GR 105, HR 147, HU 469, IT 638, LT 1, ME 1, MK 65, PL 247, SE 3, SI 97, TR 350, UA 0, US 635",
        string.Join(", ", ValuesOf("2022-08").Select(one => $"{one.State} {one.Value}")));

    [Theory]
    [InlineData("IT", 551)]
    [InlineData("HU", 350)]
    [InlineData("AT", 487)]
    [InlineData("UA", 40)]
    [InlineData("US", 675)]
    public void A_state_contributed_this_number_in_February_2017(string state, double value) =>
        Assert.Equal(value, ValuesOf("2017-02").Single(one => one.State == state).Value);

    [Fact]
    public void A_contribution_has_the_same_state_in_its_code_and_its_name()
    {
        Assert.All(contributions, one => Assert.Equal($"indicators/kfor-{one.State.ToLowerInvariant()}-troops", one.Name));
        Assert.Equal(32, contributions.Count);
        Assert.All(Seeds.Data.Of<Indicator>().Except(contributions), other => Assert.Empty(other.State));
    }

    private static List<(string State, double Value)> ValuesOf(string period) =>
    [
        .. contributions.SelectMany(one => one.Observations, (one, seen) => (one.State, seen.Period, seen.Value))
            .Where(one => one.Period == period).Select(one => (one.State, one.Value)).OrderBy(one => one.State, StringComparer.Ordinal),
    ];

    private static double Value(string indicator, string period) =>
        Seeds.Find<Indicator>(indicator).Observations.Single(seen => seen.Period == period).Value;
}
