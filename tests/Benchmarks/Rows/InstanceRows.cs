using System.Globalization;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>
/// The same load on one instance of the service, two and four, which share a store and this machine. So it shows what an instance costs;
/// the rates would only rise on machines of their own.
/// </summary>
static class InstanceRows
{
    const int Writers = 64;
    const int Watchers = 1_000;
    static readonly int[] Counts = [1, 2, 4];

    public static async Task RunAsync(Bench bench)
    {
        await bench.PrepareAsync();
        await bench.RestartServiceAsync();
        foreach (var count in Counts)
        {
            while (bench.MoreInstances.Count + 1 < count)
            {
                await bench.AddInstanceAsync();
            }

            // Not measured: a new instance compiles its code for several seconds.
            await ReadRows.GetAsync(bench);
            await WriteRows.OursAsync(bench, Writers);
            var (get, write) = (await ReadRows.GetAsync(bench), await WriteRows.OursAsync(bench, Writers));
            var watch = await WatchRows.OursAsync(bench, Watchers);
            var memory = string.Join(
                ", ", new[] { bench.Service }.Concat(bench.MoreInstances)
                    .Select(instance => (instance.Child.Resident >> 20).ToString(CultureInfo.InvariantCulture)));
            bench.Report.Add($"{count} x the service: Get, 64 callers", $"{get} [{get.Processors}]");
            bench.Report.Add($"{count} x the service: write, {Writers} callers", $"{write} [{write.Processors}]");
            bench.Report.Add($"{count} x the service: Watch, {Watchers:N0} watchers at 200 writes/s", watch.ToString());
            bench.Report.Add($"{count} x the service: memory of each", $"{memory} MB");
        }
    }
}
