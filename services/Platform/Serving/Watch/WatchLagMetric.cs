using System.Collections.Concurrent;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Watch;

/// <summary>Where a watcher is in the log.</summary>
interface IWatchPosition
{
    /// <summary>All up to this revision was sent, or does not concern it.</summary>
    long Revision { get; }
}

/// <summary>
/// How far the last of the open Watches is behind, in time. It is looked at when somebody asks, and costs a stream nothing while
/// it runs.
/// </summary>
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

        // Of a watch that is behind what is in memory, the oldest change that is there: it waits for longer than that.
        return last < replica.Current.Revision && (replica.FindInTail(last + 1) ?? replica.FindInTail(replica.OldestInTail)) is { } waiting
            ? Math.Max((timeProvider.GetUtcNow() - waiting.RecordedAt).TotalSeconds, 0)
            : 0;
    }

    /// <summary>Ends with the stream.</summary>
    internal readonly struct Registration(WatchLagMetric lag, IWatchPosition watch) : IDisposable
    {
        public void Dispose() => lag.open.TryRemove(watch, out _);
    }
}
