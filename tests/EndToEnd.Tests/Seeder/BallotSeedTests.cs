using KosovoNato.Evidence.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>The ballots in seeds/: the published totals, and choices that are known from elsewhere.</summary>
public sealed class BallotSeedTests
{
    [Theory]
    [InlineData("unesco-membership-2015", "2015-11-09", 91, 49, 29, 0, 2)]
    [InlineData("interpol-membership-2018", "2018-11-20", 53, 56, 22, 0, 0)]
    [InlineData("council-of-europe-application-2023", "2023-04-24", 33, 7, 5, 1, 0)]
    [InlineData("unga-63-3", "2008-10-08", 78, 6, 73, 0, 0)]
    [InlineData("council-of-europe-opinion-2024", "2024-04-16", 0, 0, 0, 0, 0)]
    [InlineData("nato-pa-associate", "2024-05-27", 0, 0, 0, 0, 0)]
    public void Choices_have_the_published_totals(
        string question, string date, int inFavour, int against, int abstained, int absent, int unclear)
    {
        var ballot = BallotOn(question);
        Assert.Equal(date, ballot.Date);
        Assert.Equal(
            [inFavour, against, abstained, absent, unclear],
            new[] { VoteChoice.For, VoteChoice.Against, VoteChoice.Abstained, VoteChoice.Absent, VoteChoice.Unclear }
                .Select(choice => ballot.Choices.Count(voted => voted.Choice == choice)));
        Assert.Equal(ballot.Choices.Count, inFavour + against + abstained + absent + unclear);
    }

    [Theory]
    [InlineData("unesco-membership-2015", "92-50-29")]
    [InlineData("interpol-membership-2018", "76-56-22")]
    [InlineData("council-of-europe-application-2023", "33-7-5")]
    [InlineData("unga-63-3", "77-6-74 78-6-73")]
    [InlineData("council-of-europe-opinion-2024", "131-29-11")]
    [InlineData("nato-pa-associate", "?-1-14")]
    public void Results_match_the_announcements_and_the_preferred_result_is_first(string question, string results) => Assert.Equal(
        results,
        string.Join(' ', BallotOn(question).Results.OrderBy(result => result.Rank).Select(result => result.Votes).Select(votes =>
            $"{(votes.HasInFavour ? votes.InFavour : "?")}-{votes.Against}-{votes.Abstentions}")));

    [Theory]
    [InlineData("unesco-membership-2015", VoteChoice.Against, "SK")]
    [InlineData("unesco-membership-2015", VoteChoice.Abstained, "RO GR JP")]
    [InlineData("unesco-membership-2015", VoteChoice.For, "BS RW SD")]
    [InlineData("unga-63-3", VoteChoice.Against, "US")]
    [InlineData("unga-63-3", VoteChoice.For, "NO ME ES")]
    [InlineData("unga-63-3", VoteChoice.Abstained, "MK")]
    [InlineData("council-of-europe-application-2023", VoteChoice.Against, "RS AZ GE RO CY ES HU")]
    [InlineData("council-of-europe-application-2023", VoteChoice.Abstained, "GR SK MD UA BA")]
    [InlineData("council-of-europe-application-2023", VoteChoice.Absent, "AM")]
    [InlineData("interpol-membership-2018", VoteChoice.Against, "MY BI GD GN SB LS DO SR")]
    public void Known_choices_are_recorded(string question, VoteChoice choice, string states) => Assert.All(
        states.Split(' '),
        state => Assert.Equal(choice, BallotOn(question).Choices.Single(voted => voted.State == state).Choice));

    [Fact]
    public void A_stance_claimed_for_a_secret_ballot_names_the_party_that_asserts_it() => Assert.All(
        Seeds.Data.Of<Ballot>().Where(ballot => ballot.Secret),
        ballot => Assert.Equal(("RS", Confidence.Disputed), (ballot.Evidence.AssertingState, ballot.Evidence.Confidence)));

    [Fact]
    public void Votes_of_delegations_add_up_to_all_votes_against_and_abstentions_in_the_assembly()
    {
        var sent = BallotOn("council-of-europe-opinion-2024").Delegations;
        Assert.Equal((29, 11), (sent.Sum(one => one.Votes.Against), sent.Sum(one => one.Votes.Abstentions)));
        Assert.Equal(8, sent.Single(one => one.State == "ES").Votes.Against);
    }

    private static Ballot BallotOn(string question) => Seeds.Find<Ballot>($"questions/{question}/ballots/1");
}
