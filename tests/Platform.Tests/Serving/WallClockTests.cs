using KosovoNato.Kernel;
using KosovoNato.Testing;
using Microsoft.Extensions.Time.Testing;

namespace KosovoNato.Platform.Tests.Serving;

public sealed class WallClockTests
{
    static readonly DateTimeOffset Evening = new(2026, 6, 1, 20, 0, 0, TimeSpan.Zero);

    readonly FakeTimeProvider clock = new(Evening);

    [Fact]
    public async Task A_day_begins_at_midnight_and_not_before()
    {
        var next = NextDayAsync();
        clock.Advance(TimeSpan.FromHours(4) - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(new(2026, 6, 2), await next.WithinAsync(5));
    }

    /// <summary>AdjustTime moves the wall clock alone: timers count the time that the machine was awake.</summary>
    [Theory]
    [InlineData(10, 1)]
    [InlineData(-21, -1)]
    public async Task A_clock_moved_past_midnight_is_noticed_within_a_minute(int hours, int days)
    {
        var next = NextDayAsync();
        clock.AdjustTime(Evening.AddHours(hours));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new DateOnly(2026, 6, 1).AddDays(days), await next.WithinAsync(5));
    }

    [Fact]
    public async Task A_clock_moved_back_before_midnight_delays_the_day()
    {
        clock.Advance(TimeSpan.FromHours(4) - TimeSpan.FromSeconds(10));
        var next = NextDayAsync();
        clock.AdjustTime(Evening);
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromHours(4));
        Assert.Equal(new(2026, 6, 2), await next.WithinAsync(5));
    }

    async Task<DateOnly> NextDayAsync()
    {
        await clock.WaitForOtherDayAsync(clock.Today, TestContext.Current.CancellationToken);
        return clock.Today;
    }
}
