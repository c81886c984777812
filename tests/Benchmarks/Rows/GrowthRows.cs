using System.Diagnostics;
using Google.Protobuf;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Changes.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>
/// How the service grows: the same measurements with ten times as many records each, each size with its own store, and with more watchers.
/// Adds a table to the report, and draws it.
/// </summary>
static class GrowthRows
{
    const int Smallest = 10_000;
    const int Writers = 64;
    static readonly int[] Watchers = [1, 100, 1_000, 5_000];

    /// <summary>The measurements of one size, by name and unit.</summary>
    public static readonly IReadOnlyList<string> Measures =
        ["memory, MB", "start, s", "Get, 1/s", "List of 1,000, 1/s", "write, 1/s", "known_at, the first, ms"];

    public static async Task RunAsync(Bench bench)
    {
        List<GrowthPoint> points = [];
        for (var records = Smallest; records <= bench.Options.Records; records *= 10)
        {
            await using var one = new Bench(bench.Options with { Records = records }, bench.Report, bench.Cancel);
            points.Add(await MeasureAsync(one));
        }

        foreach (var point in points)
        {
            bench.Report.Add($"growth: {point.Records:N0} records", point.ToString());
        }

        for (var i = 1; i < points.Count; i++)
        {
            var bytes = (points[i].Values[0] - points[i - 1].Values[0]) * (1 << 20) / (points[i].Records - points[i - 1].Records);
            bench.Report.Add(
                $"growth: memory of each record from {points[i - 1].Records:N0} to {points[i].Records:N0}", $"{bytes:N0} bytes");
        }

        await File.WriteAllTextAsync(Processes.Folders.GrowthChart, GrowthChart.Draw(points), bench.Cancel);
    }

    static async Task<GrowthPoint> MeasureAsync(Bench bench)
    {
        await bench.PrepareAsync();
        await bench.RestartServiceAsync();
        var start = bench.Service.StartTook;
        var memory = bench.Service.Child.Resident >> 20;
        var known = await KnownAsync(bench);
        List<(int, double)> delays = [];
        foreach (var watchers in Watchers)
        {
            var found = await WatchRows.OursAsync(bench, watchers);
            delays.Add(found.Whole == watchers
                ? (watchers, found.P99)
                : throw new InvalidDataException($"{watchers - found.Whole} of {watchers} watchers have not received every revision."));
        }

        var (get, list) = (await ReadRows.GetAsync(bench), await ReadRows.ListAsync(bench));
        var write = await WriteRows.OursAsync(bench, Writers);
        Report.Note($"Get: {get} [{get.Processors}]; write: {write} [{write.Processors}]");
        return new(
            bench.Options.Records,
            [memory, start.TotalSeconds, get.PerSecond, list.PerSecond, write.PerSecond, known.TotalMilliseconds],
            delays);
    }

    /// <summary>Times a Get of what was known halfway through the log, right after a start.</summary>
    static async Task<TimeSpan> KnownAsync(Bench bench)
    {
        using var connections = new Connections(bench.Service.Address, 1);
        var newest = (await bench.Records.CorrectAsync(connections.Of(0), 0, bench.Cancel)).Number;
        var request = new GetSourceRequest { Name = Records.NameOf(0), KnownAt = new KnownAt { Revision = newest / 2 } }.ToByteArray();
        var started = Stopwatch.GetTimestamp();
        await connections.Of(0).AsyncUnaryCall(RawMethods.GetSource, null, new(cancellationToken: bench.Cancel), request);
        return Stopwatch.GetElapsedTime(started);
    }
}

/// <summary>The measurements with one number of records.</summary>
/// <param name="Values">A value for each of <see cref="GrowthRows.Measures"/>.</param>
/// <param name="Delays">The 99th percentile of the delay of a Watch in milliseconds, by the number of watchers.</param>
sealed record GrowthPoint(int Records, IReadOnlyList<double> Values, IReadOnlyList<(int Watchers, double P99)> Delays)
{
    public override string ToString() => string.Join("; ", [
        .. GrowthRows.Measures.Zip(Values, (name, value) => $"{name}: {GrowthChart.Text(value)}"),
        .. Delays.Select(delay => $"Watch p99 with {GrowthChart.Text(delay.Watchers)}, ms: {GrowthChart.Text(delay.P99)}")]);
}
