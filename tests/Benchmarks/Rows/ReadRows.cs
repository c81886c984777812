using System.Globalization;
using Google.Protobuf;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Loads;
using KosovoNato.Benchmarks.Processes;
using KosovoNato.Changes.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using Raw = Grpc.Core.Method<byte[], KosovoNato.Benchmarks.Calls.AnswerSize>;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>Reads, compared with the same responses served from a constant.</summary>
static class ReadRows
{
    public const int GetCallers = 64;
    public const int ListCallers = 8;
    const double GetShare = 0.80;
    const double FullyShare = 0.65;
    const double ListShare = 0.80;
    const int Different = 4_096;

    static readonly byte[][] Lists = [new ListSourcesRequest { PageSize = 1_000 }.ToByteArray()];

    public static async Task RunAsync(Bench bench)
    {
        var port = FreePort.Next();
        var address = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";
        await using var child = await bench.StartConstantsAsync(address, port);
        if (bench.Options.Wants("empty"))
        {
            bench.Report.Add("limit: an empty call, 64 callers", (await ConstantAsync(RawMethods.Empty, GetCallers)).ToString());
        }

        if (bench.Options.Wants("get"))
        {
            var (get, limit) = await bench.CompareAsync(
                "Get", () => GetAsync(bench), () => ConstantAsync(RawMethods.GetSource, GetCallers));
            bench.Report.Compare("Get, 64 callers, against a constant", get, limit, GetShare);
            var (fully, again) = await bench.CompareAsync(
                "Get, fully consistent", () => GetAsync(bench, fully: true), () => ConstantAsync(RawMethods.GetSource, GetCallers));
            bench.Report.Compare("Get, fully consistent, 64 callers, against a constant", fully, again, FullyShare);
        }

        if (bench.Options.Wants("list"))
        {
            var (list, limit) = await bench.CompareAsync(
                "List", () => ListAsync(bench), () => ConstantAsync(RawMethods.ListSources, ListCallers));
            bench.Report.Compare("List of 1,000, 8 callers, against a constant", list, limit, ListShare);
        }

        Task<Measurement> ConstantAsync(Raw method, int callers) =>
            CallAsync(bench, address, method, callers, Requests(bench, fully: false), [("constants", child)]);
    }

    public static Task<Measurement> GetAsync(Bench bench, bool fully = false) =>
        CallAsync(bench, bench.Address, RawMethods.GetSource, GetCallers, Requests(bench, fully), bench.Measured);

    public static Task<Measurement> ListAsync(Bench bench) =>
        CallAsync(bench, bench.Address, RawMethods.ListSources, ListCallers, Lists, bench.Measured);

    public static async Task<Measurement> CallAsync(
        Bench bench, string to, Raw method, int callers, byte[][] requests, IReadOnlyList<(string, ChildProcess)> measured)
    {
        using var connections = new Connections(to, callers);
        var next = new int[callers];
        return await ClosedLoop.RunAsync(callers, bench.Length, async (caller, cancel) =>
        {
            var request = requests[(caller + callers * next[caller]++) % requests.Length];
            await connections.Of(caller).AsyncUnaryCall(method, null, new(cancellationToken: cancel), request);
        }, bench.Cancel, measured);
    }

    /// <summary>Requests for records across the whole store.</summary>
    static byte[][] Requests(Bench bench, bool fully) => [.. Enumerable.Range(0, Different).Select(i => new GetSourceRequest
    {
        Name = Records.NameOf((int)((long)i * bench.Options.Records / Different)),
        Consistency = fully ? new Consistency { FullyConsistent = true } : null,
    }.ToByteArray())];
}
