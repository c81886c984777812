using HdrHistogram;
using KosovoNato.Benchmarks.Loads;

namespace KosovoNato.Benchmarks.Calls;

/// <summary>The observations of one watcher: whether every revision arrived once and in order, and the delay after each commit.</summary>
sealed class SeenStream
{
    readonly Lock gate = new();
    readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long first, last, awaited = long.MaxValue;
    bool broken;

    public LongHistogram Times { get; } = Measurement.NewTimes();

    public void Take(SeenRevisions message)
    {
        var now = MicrosecondsNow;
        lock (gate)
        {
            foreach (var (revision, committed) in message.All)
            {
                Add(revision, now - committed);
            }
        }
    }

    /// <summary>Completes when this revision has arrived.</summary>
    public Task HasSeen(long revision)
    {
        lock (gate)
        {
            awaited = revision;
            if (last >= awaited)
            {
                arrived.TrySetResult();
            }

            return arrived.Task;
        }
    }

    public bool IsWhole(long from, long to)
    {
        lock (gate)
        {
            return !broken && first == from && last == to;
        }
    }

    /// <summary>Microseconds since 1970. The store and all processes of the measurement share one clock.</summary>
    public static long MicrosecondsNow => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    void Add(long revision, long microseconds)
    {
        broken |= first != 0 && revision != last + 1;
        first = first == 0 ? revision : first;
        last = revision;
        Measurement.Record(Times, TimeSpan.FromMicroseconds(microseconds));
        if (last >= awaited)
        {
            arrived.TrySetResult();
        }
    }
}
