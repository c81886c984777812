using KosovoNato.Kernel;

namespace KosovoNato.Rules.Tests;

public sealed class PartialDateTests
{
    [Theory]
    [InlineData("2008", "2008-01-01", "2008-12-31")]
    [InlineData("1000", "1000-01-01", "1000-12-31")]
    [InlineData("2008-02", "2008-02-01", "2008-02-29")]
    [InlineData("2009-02", "2009-02-01", "2009-02-28")]
    [InlineData("9999-12", "9999-12-01", "9999-12-31")]
    [InlineData("9999", "9999-01-01", "9999-12-31")]
    [InlineData("2008-02-17", "2008-02-17", "2008-02-17")]
    public void A_partial_date_covers_its_first_to_its_last_day(string text, string first, string last)
    {
        var date = PartialDate.Parse(text);
        Assert.Equal(DateOnly.ParseExact(first, "yyyy-MM-dd"), date.First);
        Assert.Equal(DateOnly.ParseExact(last, "yyyy-MM-dd"), date.Last);
        Assert.Equal(text, date.ToString());
        Assert.Equal(text.Length == 10, date.IsDay);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("208")]
    [InlineData("0999")]
    [InlineData("0000-01-01")]
    [InlineData("20080")]
    [InlineData("2008-")]
    [InlineData("2008-2")]
    [InlineData("2008-00")]
    [InlineData("2008-13")]
    [InlineData("2008/02")]
    [InlineData("2008-02-00")]
    [InlineData("2008-02-30")]
    [InlineData("2009-02-29")]
    [InlineData("2008-04-31")]
    [InlineData("2008-02-1")]
    [InlineData("2008-02-17 ")]
    [InlineData(" 2008-02")]
    [InlineData("2008-02-17T00:00:00Z")]
    [InlineData("+008-02-17")]
    [InlineData("-008")]
    [InlineData("２００８")]
    [InlineData("٢٠٠٨-٠٢")]
    [InlineData("today")]
    public void A_text_that_is_not_a_day_a_month_or_a_year_is_rejected(string? text)
    {
        Assert.False(PartialDate.TryParse(text, out _));
        if (text is not null)
        {
            Assert.Throws<FormatException>(() => PartialDate.Parse(text));
        }
    }

    [Theory]
    [InlineData("2008-02-16", "2008-02-17", true)]
    [InlineData("2008-02-17", "2008-02-17", false)]
    [InlineData("2008-01", "2008-02-01", true)]
    [InlineData("2008-02", "2008-02-17", false)]
    [InlineData("2008", "2008-12-31", false)]
    [InlineData("2007", "2008", true)]
    [InlineData("2008", "2007", false)]
    public void A_date_is_certainly_before_another_only_if_every_reading_says_so(string one, string other, bool before) =>
        Assert.Equal(before, PartialDate.Parse(one).IsCertainlyBefore(PartialDate.Parse(other)));

    [Fact]
    public void An_empty_stored_date_is_unknown() => Assert.Null(PartialDate.ParseKnown(""));
}
