using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Loads;
using KosovoNato.Benchmarks.Processes;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>Durable compare-and-set: a correction with an etag, acknowledged when it is durable.</summary>
static class WriteRows
{
    const double Share = 0.75;

    public static async Task RunAsync(Bench bench)
    {
        using (var connections = new Connections(bench.Service.Address, 1))
        {
            // The bare script commits a copy of the newest change in the log, so that change must not be a batch.
            await bench.Records.CorrectAsync(connections.Of(0), 0, bench.Cancel);
        }

        foreach (var callers in new[] { 64, Records.MaxCallers })
        {
            var (ours, limit) = await bench.CompareAsync(
                $"write, {callers} callers", () => OursAsync(bench, callers), () => BareAsync(bench, callers));
            bench.Report.Compare($"durable compare-and-set, {callers} callers, against the bare script", ours, limit, Share);
        }
    }

    public static Task<Measurement> OursAsync(Bench bench, int callers) =>
        CorrectAsync(bench, bench.Address, bench.Records, callers, bench.Measured);

    public static async Task<Measurement> CorrectAsync(
        Bench bench, string address, Records records, int callers, IReadOnlyList<(string, ChildProcess)> measured)
    {
        using var connections = new Connections(address, callers);
        return await ClosedLoop.RunAsync(callers, bench.Length,
            (caller, cancellationToken) => records.CorrectAsync(connections.Of(caller), caller, cancellationToken), bench.Cancel, measured);
    }

    static async Task<Measurement> BareAsync(Bench bench, int callers)
    {
        await using var commits = await BareCommits.OpenAsync(bench.Redis.Configuration, "kosovonato:recognitions", callers);
        return await ClosedLoop.RunAsync(callers, bench.Length, (caller, _) => commits.CommitAsync(caller), bench.Cancel, bench.Measured);
    }
}
