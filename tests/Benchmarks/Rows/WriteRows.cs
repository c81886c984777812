using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Loads;

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

    public static async Task<Measurement> OursAsync(Bench bench, int callers)
    {
        using var connections = new Connections(bench.Service.Address, callers);
        return await ClosedLoop.RunAsync(callers, bench.Length,
            (caller, cancellationToken) => bench.Records.CorrectAsync(connections.Of(caller), caller, cancellationToken), bench.Cancel,
            bench.Measured);
    }

    static async Task<Measurement> BareAsync(Bench bench, int callers)
    {
        await using var commits = await BareCommits.OpenAsync(bench.Redis.Configuration, "kosovonato:recognitions", callers);
        return await ClosedLoop.RunAsync(callers, bench.Length, (caller, _) => commits.CommitAsync(caller), bench.Cancel, bench.Measured);
    }
}
