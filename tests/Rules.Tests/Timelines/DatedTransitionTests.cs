using KosovoNato.Rules.Timelines;
using static KosovoNato.Rules.Tests.TestFacts;

namespace KosovoNato.Rules.Tests.Timelines;

public sealed class DatedTransitionTests
{
    static readonly DateOnly Today = Day("2025-06-01");

    // Each step is + (to the requested status) or -, followed by its date, by ? and an attested day, or by nothing.
    [Theory]
    [InlineData("", "------")]
    [InlineData("+2021", "-+++++")]
    [InlineData("-2021", "------")]
    [InlineData("+2021 -2023", "-++---")]
    [InlineData("+2021 -2023 +2024", "-++-++")]
    [InlineData("- +2023", "---+++")]
    [InlineData("+ -2023", "+++---")]
    [InlineData("+", "++++++")]
    [InlineData("+2022 -", "------")]
    [InlineData("+2021 - +2023", "---+++")]
    [InlineData("+2021 + +2023", "-+++++")]
    [InlineData("+?2023", "---+++")]
    [InlineData("+2021 -?2023", "-++---")]
    [InlineData("-?2021 +2023", "---+++")]
    [InlineData("+2025-06-02", "------")]
    public void The_transitions_give_the_status_on_the_first_days_of_2020_to_2024_and_today(string steps, string expected)
    {
        var moves = steps.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(step =>
            new DatedTransition(
                new(step.Length > 1 && step[1] != '?' ? step[1..] : "", step.Length > 1 && step[1] == '?' ? step[2..] : ""),
                step[0] == '+')).ToList();
        var timeline = DatedTransition.Over(moves);
        var days = Enumerable.Range(2020, 5).Select(year => new DateOnly(year, 1, 1)).Append(Today);
        Assert.Equal(expected, string.Concat(days.Select(day => timeline.On(day).Value == true ? '+' : '-')));
    }
}
