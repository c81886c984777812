using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace KosovoNato.Client.Tests;

/// <summary>A clock that stands still until the test moves it, and notes every pause that somebody begins.</summary>
sealed class RecordingTimeProvider() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    readonly ConcurrentQueue<TimeSpan> pauses = new();

    public IReadOnlyList<TimeSpan> Pauses => [.. pauses];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        // Noted when it runs, so that a test that has seen the pause can move the clock over it. The timers for silence
        // are made without a time and set later: they are not pauses.
        if (dueTime > TimeSpan.Zero)
        {
            pauses.Enqueue(dueTime);
        }

        return timer;
    }
}
