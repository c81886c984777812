using KosovoNato.Assumptions.V1;
using KosovoNato.Cli.Input;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Cli.Tests;

public sealed class InputTests
{
    [Theory]
    [InlineData("ES", "{ \"recognition\": { \"recognizer\": \"ES\", \"status\": \"ASSUMED_RECOGNITION_STATUS_RECOGNIZED\" } }")]
    [InlineData("es=withdrawn", "{ \"recognition\": { \"recognizer\": \"ES\", \"status\": \"ASSUMED_RECOGNITION_STATUS_WITHDRAWN\" } }")]
    [InlineData("milestone:path-pfp",
        "{ \"milestone\": { \"milestone\": \"path-pfp\", \"status\": \"ASSUMED_MILESTONE_STATUS_ACHIEVED\" } }")]
    [InlineData("ratification:es", "{ \"ratification\": { \"state\": \"ES\" } }")]
    [InlineData("outcome:nato/ADMIT=rejected",
        "{ \"outcome\": { \"organization\": \"nato\", \"decision\": \"ADMIT\", \"outcome\": \"ASSUMED_OUTCOME_REJECTED\" } }")]
    [InlineData("indicator:gdp=2.5", "{ \"observation\": { \"indicator\": \"gdp\", \"value\": 2.5 } }")]
    [InlineData("{\"agreement\":{\"centre\":\"centres/x\"}}", "{ \"agreement\": { \"centre\": \"centres/x\" } }")]
    public void An_assumption_is_read_as_people_write_it(string text, string expected) =>
        Assert.Equal(Assumption.Parser.ParseJson(expected), AssumptionText.Find(text));

    [Theory]
    [InlineData("ESP")]
    [InlineData("ES=maybe")]
    [InlineData("milestone:x=ready")]
    [InlineData("position:nato/ADMIT/ES")]
    [InlineData("weather:sunny")]
    [InlineData("{\"recognition\":")]
    public void Other_text_is_not_an_assumption(string text) => Assert.Null(AssumptionText.Find(text));

    [Theory]
    [InlineData("ES")]
    [InlineData("ES=withdrawn")]
    [InlineData("milestone:x=missed")]
    [InlineData("position:nato/ADMIT/ES=oppose")]
    public void The_text_of_an_assumption_can_be_read_again(string text) =>
        Assert.Equal(text, AssumptionText.Of(AssumptionText.Find(text)!));

    [Fact]
    public void A_ballot_file_may_have_its_columns_in_any_order_and_quotes()
    {
        using var folder = new TemporaryDirectory();
        var file = folder.Write("vote.csv", "Choice,note,State\nfor,\"yes, \"\"indeed\"\"\",al\n\nnot-voting,,RS\n");

        var choices = BallotFile.Read(file);

        Assert.Equal(
            [
                new BallotChoice { State = "AL", Choice = VoteChoice.For, Note = "yes, \"indeed\"" },
                new BallotChoice { State = "RS", Choice = VoteChoice.NotVoting },
            ],
            choices);
    }

    [Fact]
    public void A_ballot_file_is_rejected_with_all_its_faults()
    {
        using var folder = new TemporaryDirectory();
        var file = folder.Write("vote.csv", "state,choice\nAlbania,for\nRS,perhaps\n");

        var refusal = Assert.Throws<CliException>(() => BallotFile.Read(file));

        Assert.Contains("line 2: state must be", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("line 3: choice must be one of for, against", refusal.Message, StringComparison.Ordinal);
    }
}
