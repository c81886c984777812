namespace KosovoNato.Kernel;

/// <summary>The current day in UTC, by the wall clock.</summary>
/// <remarks>
/// Timers count monotonic time. It stands still while a machine is suspended, and does not follow corrections of the wall clock. A timer
/// until midnight can therefore fire hours late, or on the wrong day: look at the clock again at least every minute.
/// </remarks>
static class WallClock
{
    static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);

    extension(TimeProvider timeProvider)
    {
        /// <summary>The current day.</summary>
        public DateOnly Today => DateOnly.FromDateTime(timeProvider.GetUtcNow().UtcDateTime);

        /// <summary>The time after which to look at the day again: at midnight, and at the latest in a minute.</summary>
        public TimeSpan UntilDayCheck
        {
            get
            {
                var now = timeProvider.GetUtcNow().UtcDateTime;
                // Timers count whole milliseconds, and may fire a fraction early.
                var midnight = now.Date.AddDays(1) - now + TimeSpan.FromMilliseconds(1);
                return midnight < MaxPause ? midnight : MaxPause;
            }
        }

        /// <summary>Waits until the clock shows another day, later or earlier.</summary>
        public async Task WaitForOtherDayAsync(DateOnly day, CancellationToken cancellationToken)
        {
            while (timeProvider.Today == day)
            {
                await Task.Delay(timeProvider.UntilDayCheck, timeProvider, cancellationToken);
            }
        }
    }
}
