using System.Diagnostics.Metrics;

namespace KosovoNato.Platform.Telemetry;

/// <summary>What the platform counts. Names follow OpenTelemetry's conventions; units are in the descriptions.</summary>
public sealed class PlatformMetrics
{
    public const string MeterName = "KosovoNato.Platform";

    readonly Counter<long> commits;
    readonly Histogram<double> commitDuration;
    readonly UpDownCounter<int> watches;
    readonly Counter<long> watchesEnded;
    readonly Counter<long> unexpectedErrors;
    readonly Counter<long> relayPublished;
    readonly Counter<long> relayFailures;
    readonly Meter meter;

    public PlatformMetrics(IMeterFactory meters, Store.Schema schema, Store.Replica replica)
    {
        meter = meters.Create(new MeterOptions(MeterName) { Tags = [new("service", schema.Service)] });
        commits = meter.CreateCounter<long>("kosovonato.commits", "{commit}", "Writes committed to the store.");
        commitDuration = meter.CreateHistogram<double>("kosovonato.commit.duration", "s", "Time from a group of writes to its acknowledgement by the store.");
        watches = meter.CreateUpDownCounter<int>("kosovonato.watch.streams", "{stream}", "Open watch streams.");
        watchesEnded = meter.CreateCounter<long>("kosovonato.watch.ended", "{stream}", "Watch streams that ended, by reason.");
        unexpectedErrors = meter.CreateCounter<long>("kosovonato.unexpected_errors", "{error}", "Calls that ended with INTERNAL.");
        relayPublished = meter.CreateCounter<long>("kosovonato.relay.published", "{revision}", "Revisions that the bus has confirmed.");
        relayFailures = meter.CreateCounter<long>("kosovonato.relay.failures", "{failure}", "Times that publishing stopped.");
        meter.CreateObservableGauge("kosovonato.snapshot.revision", () => replica.IsLoaded ? replica.Current.Revision : 0, "{revision}", "Newest revision in memory.");
        meter.CreateObservableGauge("kosovonato.snapshot.resources", () => replica.IsLoaded ? replica.Current.Count : 0, "{resource}", "Resources in memory.");
    }

    internal void Committed(int count, TimeSpan duration)
    {
        commits.Add(count);
        commitDuration.Record(duration.TotalSeconds);
    }

    internal void WatchStarted() => watches.Add(1);

    internal void WatchEnded(string reason)
    {
        watches.Add(-1);
        watchesEnded.Add(1, new KeyValuePair<string, object?>("reason", reason));
    }

    internal void RelayPublished(int count) => relayPublished.Add(count);

    internal void RelayFailed() => relayFailures.Add(1);

    internal void ObserveRelay(Func<long> backlog, Func<double> oldestAge)
    {
        meter.CreateObservableGauge("kosovonato.relay.backlog", backlog, "{revision}", "Revisions that are not published yet.");
        meter.CreateObservableGauge("kosovonato.relay.oldest", oldestAge, "s", "Age of the oldest of them.");
    }

    internal void UnexpectedError() => unexpectedErrors.Add(1);
}
