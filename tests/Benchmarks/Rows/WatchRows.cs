using System.Globalization;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Loads;
using KosovoNato.Benchmarks.Processes;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>The delay from the store's commit time to the arrival at each of many watchers.</summary>
static class WatchRows
{
    const int WritesPerSecond = 200;
    public const int Lanes = 64;
    const double MaxMilliseconds = 100;
    const long MaxMegabytes = 300;
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<int> Watchers { get; } = [100, 1_000];

    public static async Task RunAsync(Bench bench)
    {
        // Without what earlier rows have left in the service's memory.
        await bench.RestartServiceAsync();
        long resident = 0;
        foreach (var watchers in Watchers)
        {
            var found = await OursAsync(bench, watchers);
            resident = found.Resident;
            var most = watchers == Watchers[^1] ? (double?)MaxMilliseconds : null;
            bench.Report.Add(
                $"Watch, {watchers:N0} watchers at {WritesPerSecond} writes/s", found.ToString(),
                most is null ? "all" : $"all, p99 <= {most} ms",
                found.Whole == found.Watchers && (most is null || found.P99 <= most));
        }

        bench.Report.Add($"memory of the service with {bench.Options.Records:N0} records and {Watchers[^1]:N0} watchers",
            $"{resident >> 20} MB (at most {bench.Service.Child.MostResident >> 20} MB)", $"< {MaxMegabytes} MB",
            resident >> 20 < MaxMegabytes);
    }

    public static async Task<Delivery> OursAsync(Bench bench, int watchers)
    {
        using var connections = new Connections(bench.Address, Lanes);
        return await MeasureAsync(bench, watchers, "service", bench.Address, bench.Measured,
            async (lane, cancellationToken) => (await bench.Records.CorrectAsync(connections.Of(lane), lane, cancellationToken)).Number);
    }

    /// <param name="write">Makes one change and returns its revision.</param>
    public static async Task<Delivery> MeasureAsync(
        Bench bench, int watchers, string kind, string address, IReadOnlyList<(string, ChildProcess)> measured,
        Func<int, CancellationToken, Task<long>> write)
    {
        TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<string> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var child = ChildProcess.StartSelf(
            ["watchers", kind, address, watchers.ToString(CultureInfo.InvariantCulture)], Path.Combine(bench.Folder, "watchers.log"), Take);
        await ready.Task.WaitAsync(Limit, bench.Cancel);
        long first = long.MaxValue, last = 0, count = 0;
        var load = ProcessorLoad.Start([.. measured, ("watchers", child)]);
        await PacedLoop.RunAsync(WritesPerSecond, 2 * bench.Length, Lanes, async (lane, cancellationToken) =>
        {
            var revision = await write(lane, cancellationToken);
            lock (result)
            {
                (first, last, count) = (Math.Min(first, revision), Math.Max(last, revision), count + 1);
            }
        }, bench.Cancel);
        var resident = bench.Service.Child.Resident;
        var processors = load.Describe(count);
        await child.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{first} {last}"));
        var found = Delivery.Parse(await result.Task.WaitAsync(Limit, bench.Cancel), watchers, count) with { Resident = resident };
        Report.Note($"{kind}, {watchers} watchers: {found} [{processors} per write; service holds {resident >> 20} MB]");
        return found;

        void Take(string line)
        {
            if (line == "ready")
            {
                ready.TrySetResult();
            }
            else if (line.StartsWith("result ", StringComparison.Ordinal))
            {
                result.TrySetResult(line);
            }
        }
    }
}

/// <summary>The delivery of a load to the watchers.</summary>
/// <param name="Whole">The number of watchers that received every revision once and in order.</param>
sealed record Delivery(int Watchers, int Whole, long Writes, double Delivered, double P50, double P99, double Most)
{
    /// <summary>The memory of the service during the watch, in bytes.</summary>
    public long Resident { get; init; }

    public static Delivery Parse(string line, int watchers, long writes)
    {
        var values = line.Split(' ')[1..].Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new Delivery(watchers, (int)values[0], writes, values[1], values[2], values[3], values[4]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Whole:N0} of {Watchers:N0} got all {Writes:N0}; p50 {P50:0.#} ms, p99 {P99:0.#} ms, most {Most:0.#} ms");
}
