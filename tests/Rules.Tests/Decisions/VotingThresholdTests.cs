using KosovoNato.Rules.Decisions;

namespace KosovoNato.Rules.Tests.Decisions;

public sealed class VotingThresholdTests
{
    [Theory]
    [InlineData("2/3", 46, 31)]
    [InlineData("2/3", 3, 2)]
    [InlineData("2/3", 4, 3)]
    [InlineData("1/2 of votes cast", 5, 3)]
    [InlineData("1/2 of the votes cast", 4, 2)]
    [InlineData("999/999", 193, 193)]
    [InlineData("1/999", 193, 1)]
    [InlineData("2/3", 0, 1)]
    public void A_required_count_is_rounded_up(string text, int of, int wanted) =>
        Assert.Equal(wanted, VotingThreshold.Parse(text)!.Value.Of(of));

    [Theory]
    [InlineData("2/3", false)]
    [InlineData("1/2 of votes cast", true)]
    public void A_threshold_applies_to_all_members_or_to_the_votes_cast(string text, bool ofVotesCast) =>
        Assert.Equal(ofVotesCast, VotingThreshold.Parse(text)!.Value.IsOfVotesCast);

    [Theory]
    [InlineData("")]
    [InlineData("9 of 15, no veto of CN FR GB RU US")]
    [InlineData("3/2")]
    [InlineData("0/3")]
    [InlineData("2/0")]
    [InlineData("-1/2")]
    [InlineData("2147483647/2147483647")]
    [InlineData("2/3 of members")]
    [InlineData("2/3\n")]
    [InlineData("٢/٣")]
    public void An_unreadable_threshold_is_not_guessed(string text) => Assert.Null(VotingThreshold.Parse(text));
}
