using KosovoNato.Kernel.Texts;

namespace KosovoNato.Platform.Tests.Serving;

/// <summary>The words that callers probably meant.</summary>
public sealed class ClosestMatchTests
{
    [Theory]
    [InlineData("organisation", "organization")]
    [InlineData("validateonly", "validateOnly")]
    [InlineData("counting-rule", "countingRule")]
    [InlineData("ORGANIZATION", "organization")]
    [InlineData("organiaztion", "organization")]
    [InlineData("asof", "asOf")]
    [InlineData("dryRun", null)]
    [InlineData("a", null)]
    [InlineData("", null)]
    public void The_closest_match_is_found(string word, string? meant) =>
        Assert.Equal(meant, ClosestMatch.Find(word, ["organization", "validateOnly", "countingRule", "asOf", "at"]));

    [Fact]
    public void A_long_word_is_compared_only_for_equality()
    {
        var word = new string('x', 100_000);
        Assert.Null(ClosestMatch.Find(word, [word + "x"]));
        Assert.Equal(word, ClosestMatch.Find(word.ToUpperInvariant(), [word]));
    }
}
