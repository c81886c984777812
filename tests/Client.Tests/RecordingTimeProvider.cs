using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace KosovoNato.Client.Tests;

/// <summary>A clock that stands still until the test advances it, and records every pause that starts.</summary>
sealed class RecordingTimeProvider() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    readonly ConcurrentQueue<TimeSpan> pauses = new();

    public IReadOnlyList<TimeSpan> Pauses => [.. pauses];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        // Recorded when it runs, so that a test that has seen the pause can advance the clock past it. Idle timers are created without a
        // due time and set later, so they are not pauses.
        if (dueTime > TimeSpan.Zero)
        {
            pauses.Enqueue(dueTime);
        }

        return timer;
    }
}
