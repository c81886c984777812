using System.Collections.Concurrent;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Watch;

/// <summary>The position of a watcher in the log.</summary>
interface IWatchPosition
{
    /// <summary>The revision up to which everything was sent or does not concern the watcher.</summary>
    long Revision { get; }
}

/// <summary>The lag of the slowest open Watch, in seconds. It is computed when the metric is read and costs the streams nothing.</summary>
public sealed class WatchLagMetric
{
    readonly ConcurrentDictionary<IWatchPosition, bool> open = new(ReferenceEqualityComparer.Instance);
    readonly Replica replica;
    readonly TimeProvider timeProvider;

    public WatchLagMetric(Replica replica, PlatformMetrics metrics, TimeProvider timeProvider)
    {
        (this.replica, this.timeProvider) = (replica, timeProvider);
        metrics.ObserveWatches(Seconds);
    }

    internal Registration Observe(IWatchPosition watch)
    {
        open[watch] = true;
        return new Registration(this, watch);
    }

    double Seconds()
    {
        if (!replica.IsLoaded)
        {
            return 0;
        }

        var last = long.MaxValue;
        foreach (var (watch, _) in open)
        {
            last = Math.Min(last, watch.Revision);
        }

        // For a watcher behind the tail, use the oldest revision in memory: the watcher has waited for longer than that.
        return last < replica.Current.Revision && (replica.FindInTail(last + 1) ?? replica.FindInTail(replica.OldestInTail)) is { } waiting
            ? Math.Max((timeProvider.GetUtcNow() - waiting.RecordedAt).TotalSeconds, 0)
            : 0;
    }

    /// <summary>A registration, which ends with the stream.</summary>
    internal readonly struct Registration(WatchLagMetric lag, IWatchPosition watch) : IDisposable
    {
        public void Dispose() => lag.open.TryRemove(watch, out _);
    }
}
