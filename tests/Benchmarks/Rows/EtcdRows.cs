using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Etcd;
using KosovoNato.Benchmarks.Etcd.Rpc;
using KosovoNato.Benchmarks.Loads;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>The same work on etcd, which also responds to a write only when it is durable.</summary>
static class EtcdRows
{
    const double WriteFactor = 2.5;

    public static async Task RunAsync(Bench bench)
    {
        await using var etcd = await EtcdProcess.StartAsync(bench.Folder, bench.Cancel);
        var records = new EtcdRecords(bench.Options.Records);
        using (var loading = new Connections(etcd.Address, Records.MaxCallers))
        {
            await records.LoadAsync(loading, bench.Cancel);
        }

        if (bench.Options.Wants("write"))
        {
            foreach (var callers in new[] { 64, Records.MaxCallers })
            {
                await CompareAsync($"durable compare-and-set, {callers} callers, against etcd", () => WriteRows.OursAsync(bench, callers),
                    callers, async (invoker, caller, cancellationToken) => await records.ChangeAsync(invoker, caller, cancellationToken),
                    WriteFactor);
            }
        }

        if (bench.Options.Wants("get"))
        {
            await CompareAsync("Get, 64 callers, against etcd's serializable range", () => ReadRows.GetAsync(bench),
                ReadRows.GetCallers, (invoker, caller, cancellationToken) =>
                    ReadAsync(invoker, new RangeRequest { Key = EtcdRecords.KeyOf(caller), Serializable = true }, cancellationToken));
        }

        if (bench.Options.Wants("list"))
        {
            await CompareAsync("List of 1,000, 8 callers, against etcd", () => ReadRows.ListAsync(bench),
                ReadRows.ListCallers, (invoker, _, cancellationToken) => ReadAsync(invoker, Page, cancellationToken));
        }

        if (bench.Options.Wants("watch"))
        {
            foreach (var watchers in WatchRows.Watchers)
            {
                using var connections = new Connections(etcd.Address, WatchRows.Lanes);
                var theirs = await WatchRows.MeasureAsync(bench, watchers, "etcd", etcd.Address, [("etcd", etcd.Child)],
                    (lane, cancellationToken) => records.ChangeAsync(connections.Of(lane), lane, cancellationToken));
                var ours = await WatchRows.OursAsync(bench, watchers);
                bench.Report.Add(
                    $"Watch, {watchers:N0} watchers, against etcd", ours.ToString(), theirs.ToString(),
                    $"p99 x {ours.P99 / theirs.P99:0.##}", "", null);
            }
        }

        async Task CompareAsync(
            string what, Func<Task<Measurement>> measure, int callers, Func<CallInvoker, int, CancellationToken, Task> call,
            double? least = null)
        {
            using var connections = new Connections(etcd.Address, callers);
            var (ours, theirs) = await bench.CompareAsync(what, measure, () =>
                ClosedLoop.RunAsync(
                    callers, bench.Length, (caller, cancellationToken) => call(connections.Of(caller), caller, cancellationToken),
                    bench.Cancel, [("etcd", etcd.Child)]));
            var factor = ours.PerSecond / theirs.PerSecond;
            bench.Report.Add(
                what, ours.ToString(), theirs.ToString(), $"x {factor:0.00}", least is { } l ? $">= x {l}" : "",
                least is { } m ? factor >= m : null);
        }
    }

    static RangeRequest Page { get; } = new() { Key = EtcdRecords.First, RangeEnd = EtcdRecords.End, Limit = 1_000, Serializable = true };

    static readonly Method<byte[], AnswerSize> Range = RawMethods.Of("etcdserverpb.KV", "Range");

    static async Task ReadAsync(CallInvoker invoker, RangeRequest request, CancellationToken cancel) =>
        await invoker.AsyncUnaryCall(Range, null, new(cancellationToken: cancel), request.ToByteArray());
}
