using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Processes;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>
/// The same writes with a replicated store, acknowledged when the primary and one of its two replicas have them, compared with the single
/// store. All servers share this machine.
/// </summary>
static class ReplicatedRows
{
    const double Share = 0.6;

    public static async Task RunAsync(Bench bench)
    {
        var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "replicated")).FullName;
        await using var store = await ReplicatedRedis.StartAsync(folder, bench.Cancel);
        await using var service = await ServiceProcess.StartAsync(
            folder, store.Configuration, bench.Cancel, settings: [("Store__Replicas", "1")]);
        var records = new Records(bench.Options.Records);
        using (var connections = new Connections(service.Address, 1))
        {
            await records.LoadAsync(connections, bench.Cancel);
        }

        foreach (var callers in new[] { 64, Records.MaxCallers })
        {
            var (ours, limit) = await bench.CompareAsync(
                $"write to the replicated store, {callers} callers",
                () => WriteRows.CorrectAsync(bench, service.Address, records, callers, [("service", service.Child), .. store.Measured]),
                () => WriteRows.OursAsync(bench, callers));
            bench.Report.Compare($"write to the replicated store, {callers} callers, against the single store", ours, limit, Share);
        }
    }
}
