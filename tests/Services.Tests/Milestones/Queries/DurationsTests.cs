using CsCheck;
using KosovoNato.Milestones.Queries;
using KosovoNato.Milestones.V1;

namespace KosovoNato.Services.Tests.Milestones.Queries;

public sealed class DurationsTests
{
    [Fact]
    public void Without_values_there_are_no_statistics()
    {
        Assert.Null(Durations.Of([]));
        Assert.Null(Durations.Sum([]));
    }

    [Theory]
    [InlineData(new[] { 7 }, 7, 7, 7, 7, 7)]
    [InlineData(new[] { 4, 2 }, 2, 2.5, 3, 3.5, 4)]
    [InlineData(new[] { 30, 10, 20 }, 10, 15, 20, 25, 30)]
    [InlineData(new[] { 266, 273, 266, 382, 415, 611 }, 266, 267.75, 327.5, 406.75, 611)]
    public void Quantiles_are_interpolated_linearly(int[] days, int min, double lower, double median, double upper, int max) =>
        Assert.Equal(
        new DurationStatistics
        {
            SampleSize = days.Length,
            MinDays = min,
            LowerQuartileDays = lower,
            MedianDays = median,
            UpperQuartileDays = upper,
            MaxDays = max
        },
        Durations.Of(days));

    [Fact]
    public void Consecutive_legs_are_added_up_with_the_smallest_of_their_sample_sizes() => Assert.Equal(
        new DurationStatistics
        {
            SampleSize = 1,
            MinDays = 12,
            LowerQuartileDays = 12.5,
            MedianDays = 13,
            UpperQuartileDays = 13.5,
            MaxDays = 14
        },
        Durations.Sum([Durations.Of([2, 4])!, Durations.Of([10])!]));

    [Fact]
    public void A_range_is_in_order_and_within_its_values() => Gen.Int[0, 20_000].Array[1, 40].Sample(days =>
    {
        var range = Durations.Of(days)!;
        double[] ordered = [range.MinDays, range.LowerQuartileDays, range.MedianDays, range.UpperQuartileDays, range.MaxDays];
        Assert.Equal(ordered.Order(), ordered);
        Assert.Equal((days.Length, days.Min(), days.Max()), (range.SampleSize, range.MinDays, range.MaxDays));
        Assert.True(
            days.Count(day => day <= range.MedianDays) * 2 >= days.Length && days.Count(day => day >= range.MedianDays) * 2 >= days.Length);
    });
}
