using Google.Protobuf;
using KosovoNato.Recognitions.V1;
using KosovoNato.Serving.ValidTime;

namespace KosovoNato.Platform.Tests.Serving;

public sealed class ConstantIntervalsTests
{
    [Theory]
    [InlineData("2012-03-04", "2012-03-03", "2012-03-04", "2012-03-05")]
    [InlineData("2012-02", "2012-01-31", "2012-02-01", "2012-02-02", "2012-02-29", "2012-03-01")]
    [InlineData("2012", "2011-12-31", "2012-01-01", "2012-01-02", "2012-12-31", "2013-01-01")]
    public void The_days_on_which_a_date_may_begin_or_end_are_intervals_of_their_own(string date, params string[] days)
    {
        var spans = Of(date);
        Assert.Equal(days.Skip(1).Select(Day), days.Skip(1).Select(day => spans.IntervalStart(Day(day))));
        Assert.Equal(DateOnly.MinValue, spans.IntervalStart(Day(days[0])));
    }

    [Fact]
    public void All_days_between_two_dates_are_in_one_interval()
    {
        var spans = Of("2008-02-17", "1999");
        Assert.Equal(Day("2008-02-18"), spans.IntervalStart(Day("2026-01-01")));
        Assert.Equal(Day("2000-01-01"), spans.IntervalStart(Day("2008-02-16")));
        Assert.Equal(Day("1999-01-02"), spans.IntervalStart(Day("1999-06-01")));
    }

    [Theory]
    [InlineData("2012-13-01")]
    [InlineData("2012-02-30")]
    [InlineData("0000")]
    [InlineData("PSRM")]
    [InlineData("2012-3-4")]
    public void A_text_that_is_not_a_date_starts_no_interval(string text) =>
        Assert.Equal(DateOnly.MinValue, Of(text).IntervalStart(DateOnly.MaxValue));

    [Fact]
    public void The_last_possible_day_ends_no_interval() =>
        Assert.Equal(DateOnly.MaxValue, Of("9999-12-31").IntervalStart(DateOnly.MaxValue));

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);

    /// <summary>The intervals of resources with these dates in nested fields.</summary>
    static ConstantIntervals Of(params IEnumerable<string> dates) => ConstantIntervals.Of(dates.Select(date =>
        (ReadOnlyMemory<byte>)new Recognition
        {
            Name = "recognitions/AL-XK",
            Acts = { new Act { Id = "a1", Date = date } }
        }.ToByteArray()));
}
