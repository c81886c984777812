using KosovoNato.Recognitions.V1;

namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>Queries about facts in the seeds that few other tests cover.</summary>
public sealed class SeedFactTests(SeededServices seeded) : IClassFixture<SeededServices>
{
    const string Interpol2018 = "questions/interpol-membership-2018/ballots/1";

    [Theory]
    [InlineData("2018-11-20", AssessedStanceBasis.Voted)]
    [InlineData("2025-12-23", AssessedStanceBasis.VotedBefore)]
    public async Task The_states_that_voted_in_2018_are_the_electorate_of_Interpol_even_after_the_bid_of_2019(
        string day, AssessedStanceBasis basis)
    {
        var answer = await AssessAsync("interpol", "ADMIT_MEMBER", day);
        Assert.Equal(
            (53, 56, 22), (answer.StanceCounts.Support, answer.StanceCounts.Oppose, answer.StanceCounts.Abstain));
        Assert.All(answer.Stances, stance => Assert.Equal((basis, Interpol2018), (stance.Basis, stance.Ballot)));
    }

    [Fact]
    public async Task The_statements_to_the_Court_are_declared_stances_of_UN_members()
    {
        var answer = await AssessAsync("icj", "GIVE_ADVISORY_OPINION", "2010-07-22");
        var declared = answer.Stances.Where(stance => stance.Basis == AssessedStanceBasis.Declared)
            .CountBy(stance => stance.CountedStance).ToDictionary();
        Assert.Equal((21, 15), (declared[CountedStance.Support], declared[CountedStance.Oppose]));
    }

    [Theory]
    [InlineData("2009-02-24", "")]
    [InlineData("2009-02-25", "2009-02-25")]
    public async Task Diplomatic_relations_are_returned_from_their_date_on(string day, string relations) => Assert.Equal(
        relations,
        (await seeded.Services.RecognitionRpc.GetRecognitionAsync(new() { Name = "recognitions/JP-XK", AsOf = day }))
            .Recognition.DiplomaticRelationsOn);

    [Fact]
    public async Task The_contribution_of_a_state_to_KFOR_is_found_by_its_code()
    {
        var answer = await seeded.Services.MilestoneRpc.ListIndicatorsAsync(new() { Filter = new() { States = { "IT" } } });
        var italy = Assert.Single(answer.Indicators);
        Assert.Equal([("2017-02", 551), ("2022-08", 638)], italy.Observations.Select(seen => (seen.Period, seen.Value)));
    }

    async Task<AssessDecisionResponse> AssessAsync(string organization, string decision, string day) =>
        await seeded.Services.RecognitionRpc.AssessDecisionAsync(new() { Organization = organization, Decision = decision, AsOf = day });
}
