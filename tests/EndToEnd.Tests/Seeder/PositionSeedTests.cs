using KosovoNato.Evidence.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>The positions in seeds/: the statements of states to the International Court of Justice, and those of Allies.</summary>
public sealed class PositionSeedTests
{
    private const string Opinion = "questions/icj-opinion-2010";

    // In the order of receipt, as the Court announced them: press release 2009/20.
    private const string Filings =
        "CZ FR CY CN CH RO AL AT EG DE SK RU FI PL LU LY GB US RS ES IR EE NO NL SI LV JP BR IE DK AR AZ MV SL BO VE";

    [Fact]
    public void Exactly_the_states_that_filed_a_statement_with_the_Court_have_a_position()
    {
        var stances = StancesOn(Opinion);
        Assert.Equal(Filings.Split(' ').Order(StringComparer.Ordinal), stances.Select(one => one.State));
        Assert.All(stances, one =>
        {
            Assert.Equal(StanceBasis.Declared, one.Stance.Basis);
            Assert.StartsWith("2009-04", one.Stance.ValidFrom);
            Assert.Contains(one.Stance.Evidence.Citations, citation => citation.Source == "sources/icj-filings");
        });
        Assert.Equal("VE", stances.MaxBy(one => one.Stance.ValidFrom, StringComparer.Ordinal).State);
    }

    // The stances come from the statements, the recognitions from other sources. No state argued against its own recognition.
    [Fact]
    public void The_states_that_recognized_supported_the_declaration_and_the_others_opposed_it()
    {
        var stances = StancesOn(Opinion);
        Assert.Equal((21, 15), (Count(Stance.Support), Count(Stance.Oppose)));
        Assert.All(stances, one => Assert.Equal(
            Recognized(one.State, "2009-04-17") ? Stance.Support : Stance.Oppose, one.Stance.Stance));

        int Count(Stance stance) => stances.Count(one => one.Stance.Stance == stance);
    }

    [Theory]
    [InlineData("MV", "2009-04-15", Confidence.Verified)]
    [InlineData("RO", "2009-04-14", Confidence.Verified)]
    [InlineData("JP", "2009-04-17", Confidence.MonthVerified)]
    [InlineData("FR", "2009-04", Confidence.MonthVerified)]
    public void A_statement_has_the_date_of_its_letter_and_a_stance_from_one_newspaper_is_not_verified(
        string state, string date, Confidence confidence)
    {
        var stance = StancesOn(Opinion).Single(one => one.State == state).Stance;
        Assert.Equal((date, confidence), (stance.ValidFrom, stance.Evidence.Confidence));
    }

    [Fact]
    public void The_opinion_has_the_votes_of_the_judges_and_no_ballot_of_states()
    {
        var question = Seeds.Find<Question>(Opinion);
        Assert.Equal(
            (QuestionStatus.Adopted, "2010-07-22", 10, 4),
            (question.Status, question.DecidedOn, question.Votes.InFavour, question.Votes.Against));
        Assert.DoesNotContain(Seeds.Data.Of<Ballot>(), ballot => ballot.Name.StartsWith($"{Opinion}/"));
    }

    [Fact]
    public void A_statement_about_accession_is_not_a_position_on_the_Partnership_for_Peace()
    {
        Assert.Equal(
            ["HR Support 2022-03", "ME Support 2018-02", "TR Support 2022-03-01"],
            StancesOn("questions/nato-accession").Select(one => $"{one.State} {one.Stance.Stance} {one.Stance.ValidFrom}"));
        Assert.Equal(["AL", "US"], StancesOn("questions/nato-pfp").Select(one => one.State));
    }

    private static List<(string State, StancePeriod Stance)> StancesOn(string question) =>
    [
        .. Seeds.Data.Of<Position>().Where(position => position.Name.StartsWith($"{question}/"))
            .Select(position => (position.Name[^2..], Assert.Single(position.Stances))),
    ];

    private static bool Recognized(string state, string day) => Seeds.Data.Of<Recognition>()
        .Where(recognition => recognition.Recognizer == state).SelectMany(recognition => recognition.Acts)
        .Any(act => act.Kind == ActKind.Granted && string.CompareOrdinal(act.Date, day) <= 0);
}
