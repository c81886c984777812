using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Kernel.Telemetry;

/// <summary>
/// What the platform counts and measures. Names follow OpenTelemetry's conventions, each has its unit, and labels have few
/// values: a method, a status, a reason, a neighbor, a queue; never a caller or a resource. What counts failures is there with 0
/// before the first, so that the first is seen as one.
/// </summary>
public sealed class PlatformMetrics
{
    public const string MeterName = "KosovoNato.Platform";

    // From an answer out of memory to what nobody waits for any more.
    static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    readonly Histogram<double> callDuration;
    readonly Counter<long> commits;
    readonly Histogram<double> commitDuration;
    readonly UpDownCounter<int> watches;
    readonly Counter<long> watchesEnded;
    readonly Counter<long> watchesRefused;
    readonly Counter<long> unexpectedErrors;
    readonly Counter<long> callsRefused;
    readonly Counter<long> relayPublished;
    readonly Counter<long> relayFailures;
    readonly Counter<long> busReceived;
    readonly ConcurrentDictionary<string, Func<double>> followers = new(StringComparer.Ordinal);
    readonly Meter meter;

    public PlatformMetrics(IMeterFactory meters, ServiceIdentity service)
    {
        meter = meters.Create(new MeterOptions(MeterName) { Tags = [new("service", service.Name)] });
        callDuration = meter.CreateHistogram("rpc.server.call.duration", "s", "Time of a call, from its request being read to its answer or refusal; of a Watch, its life.", advice: Durations);
        commits = Counter("kosovonato.commits", "{commit}", "Writes committed to the store.");
        commitDuration = meter.CreateHistogram("kosovonato.commit.duration", "s", "Time from a group of writes to its acknowledgement by the store.", advice: Durations);
        watches = meter.CreateUpDownCounter<int>("kosovonato.watch.active_streams", "{stream}", "Open watch streams.");
        watches.Add(0);
        watchesEnded = meter.CreateCounter<long>("kosovonato.watch.ended_streams", "{stream}", "Watch streams that ended, by reason.");
        watchesRefused = Counter("kosovonato.watch.rejected_streams", "{stream}", "Watch streams that were not opened, because there are too many.");
        unexpectedErrors = Counter("kosovonato.unexpected_errors", "{error}", "Calls that ended with INTERNAL.");
        callsRefused = meter.CreateCounter<long>("kosovonato.access.rejected_calls", "{call}", "Calls that were not let in, by reason.");
        CallRejected(ApiException.NameOf(ErrorReason.IssuerUnavailable), 0);
        relayPublished = Counter("kosovonato.relay.published_revisions", "{revision}", "Revisions that the bus has confirmed.");
        relayFailures = Counter("kosovonato.relay.failures", "{failure}", "Times that publishing stopped.");
        busReceived = meter.CreateCounter<long>("kosovonato.bus.consumed_messages", "{message}", "Messages taken from a queue, by what became of them: taken, failed (in _error), skipped (in _skipped).");
        meter.CreateObservableGauge("kosovonato.upstream.lag", () => followers.Select(one => new Measurement<double>(one.Value(), new KeyValuePair<string, object?>("neighbor", one.Key))),
            "s", "Time since nothing of a neighbor was missing here, as far as is known. Asked every Upstreams:PollInterval, so it is up to that when all is well.");
    }

    internal void RecordCall(string method, StatusCode status, TimeSpan duration) =>
        callDuration.Record(duration.TotalSeconds, new("rpc.method", method), new("rpc.response.status_code", GrpcStatusNames.Of(status)));

    internal void RecordCommits(int count, TimeSpan duration)
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

    internal void WatchRejected() => watchesRefused.Add(1);

    internal void ObserveWatches(Func<double> lag) => Gauge("kosovonato.watch.lag", "s", "Age of the oldest change that an open Watch has not been sent.", lag);

    internal void RelayPublished(int count) => relayPublished.Add(count);

    internal void RelayFailed() => relayFailures.Add(1);

    internal void ObserveRelay(Func<long> backlog, Func<double> oldestAge)
    {
        Gauge("kosovonato.relay.backlog", "{revision}", "Revisions that are not published yet.", backlog);
        Gauge("kosovonato.relay.lag", "s", "Age of the oldest of them.", oldestAge);
    }

    internal void ObserveReplica(Func<long> revision, Func<int> resources)
    {
        Gauge("kosovonato.replica.revision", "{revision}", "Newest revision in memory.", revision);
        Gauge("kosovonato.replica.resources", "{resource}", "Resources in memory.", resources);
    }

    internal void ObserveReadiness(Func<int> ready) => Gauge("kosovonato.ready", "1", "1 if the state is loaded, and the store is read and takes writes; else 0.", ready);

    internal void ObserveFollower(string neighbor, Func<double> lag) => followers[neighbor] = lag;

    internal void BusReceived(string queue, string outcome, int count = 1) => busReceived.Add(count, new("queue", queue), new("outcome", outcome));

    internal void CallRejected(string reason, int count = 1) => callsRefused.Add(count, new KeyValuePair<string, object?>("reason", reason));

    internal void UnexpectedError() => unexpectedErrors.Add(1);

    Counter<long> Counter(string name, string unit, string description)
    {
        var counter = meter.CreateCounter<long>(name, unit, description);
        counter.Add(0);
        return counter;
    }

    void Gauge<T>(string name, string unit, string description, Func<T> value)
        where T : struct => meter.CreateObservableGauge(name, value, unit, description);
}
