using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Loads;
using KosovoNato.Changes.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>
/// A log with as many changes as records, in revisions of one change each: a start with this log, and a watcher that resumes from before
/// these changes.
/// </summary>
static class HistoryRows
{
    const double ResumedPerSecond = 300_000;
    static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(Bench bench)
    {
        var (from, to) = await ChangeAsync(bench);
        if (bench.Options.Wants("start"))
        {
            await bench.RestartServiceAsync();
            var took = bench.Service.StartTook;
            bench.Report.Add(
                $"start with {bench.Options.Records:N0} records and {to.Number:N0} revisions", $"{took.TotalSeconds:0.00} s", "<= 2 s",
                took <= StartWithin);
        }

        if (bench.Options.Wants("resume"))
        {
            await bench.RestartServiceAsync();
            Add(await ResumeAsync(bench, from, to), ", the first after a start", ResumedPerSecond);
            Add(await ResumeAsync(bench, from, to), ", again", target: null);
        }

        if (bench.Options.Wants("known"))
        {
            await KnownAtRows.RunAsync(bench, to.Number);
        }

        void Add(TimeSpan took, string when, double? target)
        {
            var rate = (to.Number - from.Number) / took.TotalSeconds;
            bench.Report.Add(
                $"resume from {to.Number - from.Number:N0} changes back{when}", $"{rate:N0}/s ({took.TotalSeconds:0.00} s)",
                target is { } least ? $">= {least.ToString("N0", CultureInfo.InvariantCulture)}/s" : "",
                target is { } l ? rate >= l : null);
        }
    }

    /// <summary>Writes until there are as many changes as records after a revision; returns that revision and the newest one.</summary>
    static async Task<(Revision From, Revision To)> ChangeAsync(Bench bench)
    {
        using var connections = new Connections(bench.Service.Address, Records.MaxCallers);
        var from = await bench.Records.CorrectAsync(connections.Of(0), 0, bench.Cancel);
        var to = from;
        var left = bench.Options.Records;
        var newest = new Lock();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Records.MaxCallers).Select(async caller =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var revision = await bench.Records.CorrectAsync(connections.Of(caller), caller, bench.Cancel);
                lock (newest)
                {
                    to = revision.Number > to.Number ? revision : to;
                }
            }
        }));
        Report.Note($"made {to.Number - from.Number:N0} changes in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        return (from, to);
    }

    static async Task<TimeSpan> ResumeAsync(Bench bench, Revision from, Revision to)
    {
        using var connections = new Connections(bench.Service.Address, 1);
        var request = new WatchRequest { RevisionToken = from.Token }.ToByteArray();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(bench.Cancel);
        var load = ProcessorLoad.Start(bench.Measured);
        var started = Stopwatch.GetTimestamp();
        using var call = connections.Of(0).AsyncServerStreamingCall(RawMethods.Watch, null, new(cancellationToken: over.Token), request);
        var last = from.Number;
        while (last < to.Number && await call.ResponseStream.MoveNext(over.Token))
        {
            foreach (var (revision, _) in call.ResponseStream.Current.All)
            {
                last = revision == last + 1 ? revision : throw new InvalidDataException($"Revision {revision} came after {last}.");
            }
        }

        var took = Stopwatch.GetElapsedTime(started);
        Report.Note($"resume: {took.TotalMilliseconds:N0} ms [{load.Describe(to.Number - from.Number)}]");
        await over.CancelAsync();
        return took;
    }
}
