using CsCheck;
using KosovoNato.Rules.Timelines;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Timelines;

public sealed class TimelineTests
{
    static readonly DateOnly First = Day("2020-01-01");

    [Fact]
    public void A_timeline_has_the_value_on_a_day_and_the_change_that_led_to_it()
    {
        var timeline = Timeline<string>.Of(
            [new(Day("2021-01-01"), true), new(Day("2020-06-01"), false)], day => day.Year > 2020 ? "c" : day.Month >= 6 ? "b" : "a");
        Assert.Equal(("a", null), timeline.On(Day("2020-05-31")));
        Assert.Equal(("b", new ChangePoint(Day("2020-06-01"), false)), timeline.On(Day("2020-12-31")));
        Assert.Equal(("c", new ChangePoint(Day("2021-01-01"), true)), timeline.On(Day("2030-01-01")));
    }

    [Fact]
    public void A_change_to_the_same_value_is_not_a_change() =>
        Assert.Equal((1, null), Timeline<int>.Of([new(First, true)], _ => 1).On(Day("2030-01-01")));

    [Fact]
    public void A_timeline_without_changes_has_the_same_value_on_every_day() =>
        Assert.Equal((1, null), Timeline<int>.Of([], _ => 1).On(First));

    [Fact]
    public void A_change_of_unknown_date_makes_all_changes_on_its_day_unknown() =>
        Assert.False(Timeline<bool>.Of([new(First, true), new(First, false)], day => day >= First).On(First).Since!.Value.IsKnown);

    [Fact]
    public void The_value_on_each_day_matches_the_values_the_timeline_was_built_from() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 2]).Array[0, 6].Sample(steps =>
    {
        int ValueOn(DateOnly day) => steps.Where(step => First.AddDays(step.Item1) <= day).OrderBy(step => step.Item1)
            .Select(step => step.Item2).LastOrDefault();
        var timeline = Timeline<int>.Of(steps.Select(step => new ChangePoint(First.AddDays(step.Item1), true)), ValueOn);
        for (var i = -1; i <= 31; i++)
        {
            var (value, since) = timeline.On(First.AddDays(i));
            Assert.Equal(ValueOn(First.AddDays(i)), value);
            Assert.True(since is not { } change || (ValueOn(change.Day) == value && ValueOn(change.Day.AddDays(-1)) != value));
        }
    });

    [Theory]
    [InlineData("9999", 0)]
    [InlineData("9999-12-31", 0)]
    [InlineData("9999-12-30", 1)]
    [InlineData("", 0)]
    public void There_is_no_change_after_the_last_possible_day(string date, int changes) =>
        Assert.Equal(changes, ChangePoint.After(date).Count());
}
