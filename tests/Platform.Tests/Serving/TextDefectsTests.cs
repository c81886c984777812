using KosovoNato.Kernel.Texts;

namespace KosovoNato.Platform.Tests.Serving;

/// <summary>Texts that a write can have, and texts that it cannot have.</summary>
public sealed class TextDefectsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Këshilli i Evropës")]
    [InlineData("two\r\nlines\tand a tab")]
    [InlineData("😀")]
    [InlineData("नि")]
    [InlineData("a\u200Bb")]
    [InlineData("كوسوفو\u200F")]
    public void Valid_text_is_accepted(string text) => Assert.Null(TextDefects.Find(text));

    [Theory]
    [InlineData("ab\0", "U+0000 at position 3")]
    [InlineData("😀\u001B", "U+001B at position 2")]
    [InlineData("\u007F", "U+007F at position 1")]
    [InlineData("a\u0085", "U+0085 at position 2")]
    [InlineData("NATO\u202Eovosok", "U+202E at position 5")]
    [InlineData(" ", "position 1 to 1")]
    [InlineData("\u200B\u200D\u2060", "position 1 to 3")]
    [InlineData("\u3164", "position 1 to 1")]
    [InlineData("\u2800\u00A0", "position 1 to 2")]
    [InlineData("\uFE0F", "position 1 to 1")]
    [InlineData("\n\t", "position 1 to 2")]
    public void Control_characters_overrides_and_invisible_text_are_found(string text, string says) =>
        Assert.EndsWith(says, TextDefects.Find(text), StringComparison.Ordinal);

    // Attributes cannot hold such text.
    [Fact]
    public void An_unpaired_surrogate_is_found()
    {
        Assert.EndsWith("U+D83D at position 2", TextDefects.Find("a\uD83D"), StringComparison.Ordinal);
        Assert.EndsWith("U+DE00 at position 2", TextDefects.Find("😀\uDE00"), StringComparison.Ordinal);
        Assert.EndsWith("U+D83D at position 1", TextDefects.Find("\uD83Da😀"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_line_has_no_line_breaks() =>
        Assert.EndsWith("U+000A at position 4", TextDefects.Find("one\ntwo", isOneLine: true), StringComparison.Ordinal);
}
