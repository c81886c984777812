namespace KosovoNato.Testing;

/// <summary>
/// A clock that runs at normal speed and can be set forward, so that no test waits for minutes to pass while everything else takes its real
/// time. Timers that are due after a step fire immediately.
/// </summary>
/// <param name="begin">The initial time. By default the real time.</param>
public sealed class SettableClock(DateTimeOffset? begin = null) : TimeProvider
{
    readonly Lock gate = new();
    readonly HashSet<SteppedTimer> timers = [];
    TimeSpan ahead = begin is { } shown ? shown - System.GetUtcNow() : TimeSpan.Zero;
    TimeSpan stepped;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return System.GetUtcNow() + ahead;
        }
    }

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return System.GetTimestamp() + (long)(stepped.TotalSeconds * TimestampFrequency);
        }
    }

    /// <summary>The remaining times of all running timers.</summary>
    public IReadOnlyList<TimeSpan> Due
    {
        get
        {
            lock (gate)
            {
                return [.. timers.Select(timer => timer.Left).Where(left => left > TimeSpan.Zero)];
            }
        }
    }

    /// <summary>Sets the clock forward. Each timer that becomes due fires, a periodic timer once.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        SteppedTimer[] running;
        lock (gate)
        {
            ahead += by;
            stepped += by;
            running = [.. timers];
        }

        foreach (var timer in running)
        {
            timer.Step(by);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this, callback, state);
        lock (gate)
        {
            timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    sealed class SteppedTimer : ITimer
    {
        readonly SettableClock clock;
        readonly Lock gate = new();
        readonly ITimer real;
        long started;
        TimeSpan due = Timeout.InfiniteTimeSpan;
        TimeSpan period = Timeout.InfiniteTimeSpan;

        public SteppedTimer(SettableClock clock, TimerCallback callback, object? state)
        {
            this.clock = clock;
            real = System.CreateTimer(_ =>
            {
                lock (gate)
                {
                    (started, due) = (System.GetTimestamp(), period);
                }

                callback(state);
            }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        /// <summary>The time until the timer is due. Negative if it is not running.</summary>
        public TimeSpan Left
        {
            get
            {
                lock (gate)
                {
                    return due == Timeout.InfiniteTimeSpan ? due : due - System.GetElapsedTime(started);
                }
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (gate)
            {
                (started, due, this.period) = (System.GetTimestamp(), dueTime, period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period);
                return real.Change(dueTime, period);
            }
        }

        public void Step(TimeSpan by)
        {
            lock (gate)
            {
                if (due != Timeout.InfiniteTimeSpan)
                {
                    var left = due - System.GetElapsedTime(started) - by;
                    due = left > TimeSpan.Zero ? left : TimeSpan.Zero;
                    started = System.GetTimestamp();
                    real.Change(due, period);
                }
            }
        }

        public void Dispose()
        {
            Forget();
            real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Forget();
            return real.DisposeAsync();
        }

        void Forget()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }
    }
}
