using KosovoNato.Kernel.Telemetry;
using KosovoNato.Storage;

namespace KosovoNato.Replication.Publishing;

/// <summary>
/// The metrics of the relay: the number of unpublished revisions, and the age of the oldest. Both are 0 on an instance that does not
/// publish.
/// </summary>
sealed class RelayMetrics
{
    const long NotPublishing = -1;

    readonly Replica replica;
    readonly TimeProvider timeProvider;
    long published = NotPublishing;
    long oldestTicks;

    public RelayMetrics(Replica replica, PlatformMetrics metrics, TimeProvider timeProvider)
    {
        (this.replica, this.timeProvider) = (replica, timeProvider);
        metrics.ObserveRelay(Backlog, OldestAge);
    }

    /// <summary>Records that the revisions up to this one are published and no others are waiting.</summary>
    public void CaughtUp(long revision)
    {
        Volatile.Write(ref published, revision);
        Volatile.Write(ref oldestTicks, 0);
    }

    /// <summary>Records that the revisions up to <paramref name="after"/> are published, and when the next one was recorded.</summary>
    public void Publishes(long after, DateTimeOffset oldest)
    {
        Volatile.Write(ref oldestTicks, oldest.UtcTicks);
        Volatile.Write(ref published, after);
    }

    /// <summary>Records that this instance does not publish.</summary>
    public void Ends() => CaughtUp(NotPublishing);

    long Backlog() => Volatile.Read(ref published) is >= 0 and var revision && replica.IsLoaded
        ? Math.Max(replica.Current.Revision - revision, 0)
        : 0;

    double OldestAge() => Volatile.Read(ref oldestTicks) is > 0 and var ticks
        ? Math.Max((timeProvider.GetUtcNow() - new DateTimeOffset(ticks, TimeSpan.Zero)).TotalSeconds, 0)
        : 0;
}
