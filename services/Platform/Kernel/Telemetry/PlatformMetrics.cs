using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Kernel.Telemetry;

/// <summary>
/// The metrics of the platform. Names follow OpenTelemetry's conventions, each metric has its unit, and attributes have few values: a
/// method, a status, a reason, an upstream or a queue, never a caller or a resource. Failure counters start at 0, so that the first failure
/// is visible as an increase.
/// </summary>
public sealed class PlatformMetrics
{
    public const string MeterName = "KosovoNato.Platform";

    // From a response out of memory to a call that is too slow for any caller.
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
    readonly Counter<long> storeLosses;
    readonly Counter<long> callsRefused;
    readonly Counter<long> relayPublished;
    readonly Counter<long> relayFailures;
    readonly Counter<long> messagesConsumed;
    readonly ConcurrentDictionary<string, Func<double>> upstreams = new(StringComparer.Ordinal);
    readonly Meter meter;

    public PlatformMetrics(IMeterFactory meters, ServiceIdentity service)
    {
        meter = meters.Create(new MeterOptions(MeterName) { Tags = [new("kosovonato.service", service.Name)] });
        callDuration = meter.CreateHistogram(
            "rpc.server.call.duration", "s", "Time of a call from reading its request to its response or error; for a Watch, its lifetime.",
            advice: Durations);
        commits = Counter("kosovonato.commits", "{commit}", "Writes committed to the store.");
        commitDuration = meter.CreateHistogram(
            "kosovonato.commit.duration", "s", "Time to commit a group of writes, including retries.", advice: Durations);
        watches = meter.CreateUpDownCounter<int>("kosovonato.watch.active_streams", "{stream}", "Open Watch streams.");
        watches.Add(0);
        watchesEnded = meter.CreateCounter<long>("kosovonato.watch.ended_streams", "{stream}", "Watch streams that ended, by reason.");
        watchesRefused = Counter(
            "kosovonato.watch.rejected_streams", "{stream}", "Watch streams that were rejected because a limit was reached.");
        unexpectedErrors = Counter("kosovonato.unexpected_errors", "{error}", "Calls that ended with INTERNAL.");
        storeLosses = Counter(
            "kosovonato.store.losses", "{loss}", "Times that the store lost revisions that it had acknowledged, and got a new ID.");
        callsRefused = meter.CreateCounter<long>(
            "kosovonato.access.rejected_calls", "{call}", "Calls rejected before their message was read, by reason.");
        CallRejected(ApiException.NameOf(ErrorReason.IssuerUnavailable), 0);
        relayPublished = Counter("kosovonato.relay.published_revisions", "{revision}", "Revisions published and confirmed by the broker.");
        relayFailures = Counter("kosovonato.relay.failures", "{failure}", "Times that publishing stopped after an error.");
        messagesConsumed = meter.CreateCounter<long>(
            "kosovonato.bus.consumed_messages", "{message}",
            "Messages consumed from a queue, by outcome: processed, dead_lettered (in _error), skipped (in _skipped).");
        meter.CreateObservableGauge(
            "kosovonato.upstream.lag", UpstreamLags, "s",
            "Time since this instance last had every revision of the upstream, as far as it knows. At most Upstreams:PollInterval "
            + "in normal operation.");
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
        watchesEnded.Add(1, new KeyValuePair<string, object?>("kosovonato.watch.end_reason", reason));
    }

    internal void WatchRejected() => watchesRefused.Add(1);

    internal void ObserveWatches(Func<double> lag) =>
        Gauge("kosovonato.watch.lag", "s", "Age of the oldest change that has not been sent to an open Watch.", lag);

    internal void RelayPublished(int count) => relayPublished.Add(count);

    internal void RelayFailed() => relayFailures.Add(1);

    internal void ObserveRelay(Func<long> backlog, Func<double> oldestAge)
    {
        Gauge("kosovonato.relay.backlog", "{revision}", "Revisions that have not been published.", backlog);
        Gauge("kosovonato.relay.lag", "s", "Age of the oldest revision that has not been published.", oldestAge);
    }

    internal void ObserveReplica(Func<long> revision, Func<int> resources)
    {
        Gauge("kosovonato.replica.revision", "{revision}", "Head revision of the replica.", revision);
        Gauge("kosovonato.replica.resources", "{resource}", "Resources in the replica.", resources);
    }

    internal void ObserveStoreEmptied(Func<int> emptied) =>
        Gauge("kosovonato.store.emptied", "1", "1 if the store has lost its data, otherwise 0.", emptied);

    internal void StoreLostRevisions() => storeLosses.Add(1);

    internal void ObserveStoreReadOnly(Func<int> readOnly) =>
        Gauge("kosovonato.store.read_only", "1", "1 if the store answers but accepts no writes, otherwise 0.", readOnly);

    internal void ObserveReadiness(Func<int> ready) =>
        Gauge("kosovonato.ready", "1", "1 if the replica is loaded and the store can be read and written, otherwise 0.", ready);

    internal void ObserveUpstream(string upstream, Func<double> lag) => upstreams[upstream] = lag;

    internal void MessageConsumed(string queue, string outcome, int count = 1) =>
        messagesConsumed.Add(count, new("messaging.destination.name", queue), new("kosovonato.bus.outcome", outcome));

    internal void CallRejected(string reason, int count = 1) =>
        callsRefused.Add(count, new KeyValuePair<string, object?>("error.type", reason));

    internal void UnexpectedError() => unexpectedErrors.Add(1);

    IEnumerable<Measurement<double>> UpstreamLags() =>
        upstreams.Select(one => new Measurement<double>(one.Value(), new KeyValuePair<string, object?>("kosovonato.upstream", one.Key)));

    Counter<long> Counter(string name, string unit, string description)
    {
        var counter = meter.CreateCounter<long>(name, unit, description);
        counter.Add(0);
        return counter;
    }

    void Gauge<T>(string name, string unit, string description, Func<T> value)
        where T : struct => meter.CreateObservableGauge(name, value, unit, description);
}
