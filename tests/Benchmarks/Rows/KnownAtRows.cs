using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Loads;
using KosovoNato.Changes.V1;
using KosovoNato.Recognitions.V1;
using StackExchange.Redis;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>
/// Reads of the distant past. Cold: the service has just started and has nothing of that time in memory; the first such read of a process
/// also compiles code, and is reported separately. Warm: the same query again, compared with a Get of the current data.
/// </summary>
static class KnownAtRows
{
    const int Back = 100_000;
    const double WarmShare = 0.6;
    static readonly TimeSpan ColdWithin = TimeSpan.FromMilliseconds(300);
    static readonly TimeSpan FirstWithin = TimeSpan.FromMilliseconds(150);

    const int FirstBack = 16_665;

    /// <summary>Positions in different parts of the log, so that no read benefits from another.</summary>
    static readonly int[] BackByParts = [Back, 83_333, 66_666, 49_999, 33_332];

    /// <param name="newest">The newest revision of the store.</param>
    public static async Task RunAsync(Bench bench, long newest)
    {
        await UntilKeptAsync(bench, newest);
        await bench.RestartServiceAsync();
        using (var connections = new Connections(bench.Service.Address, 1))
        {
            var invoker = connections.Of(0);
            await TimeAsync(Question(0, known: null));
            if (FirstBack <= newest)
            {
                var first = await TimeAsync(Question(0, newest - FirstBack));
                bench.Report.Add(
                    $"Get of what was known {FirstBack:N0} revisions back, the first after a start",
                    $"{first.TotalMilliseconds:0} ms", "<= 150 ms", first <= FirstWithin);
            }

            var times = new List<TimeSpan>();
            foreach (var back in BackByParts.Where(back => back <= newest))
            {
                times.Add(await TimeAsync(Question(0, newest - back)));
            }

            var each = string.Join(", ", times.Select(took => took.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)));
            bench.Report.Add(
                $"Get of what was known up to {Math.Min(Back, newest):N0} revisions back, cold", $"{each} ms", "< 300 ms each",
                times.TrueForAll(took => took < ColdWithin));

            async Task<TimeSpan> TimeAsync(byte[] question)
            {
                var started = Stopwatch.GetTimestamp();
                await invoker.AsyncUnaryCall(RawMethods.GetSource, null, new(cancellationToken: bench.Cancel), question);
                return Stopwatch.GetElapsedTime(started);
            }
        }

        var known = Math.Max(newest - Back, 1);
        var (warm, now) = await bench.CompareAsync(
            "Get of what was known then, warm", () => AskAsync(bench, known), () => AskAsync(bench, known: null));
        bench.Report.Compare("Get of what was known then, warm, against one of now", warm, now, WarmShare);
    }

    /// <summary>Waits for the service to save its checkpoints, which it does in the background, before the measurement begins.</summary>
    static async Task UntilKeptAsync(Bench bench, long newest)
    {
        const long every = 20_000;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(bench.Redis.Configuration);
        var limit = TimeSpan.FromMinutes(2);
        for (var started = Stopwatch.GetTimestamp(); newest > every; await Task.Delay(200, bench.Cancel))
        {
            var listed = connection.GetServers()[0].Keys(pattern: "*:recognitions:checkpoints")
                .SelectMany(key => connection.GetDatabase().HashKeys(key));
            if (listed.Any(field => newest - long.Parse(((string)field!).Split(':')[1], CultureInfo.InvariantCulture) < every))
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"No state of the newest {every:N0} revisions was kept within {limit}.");
            }
        }
    }

    static Task<Measurement> AskAsync(Bench bench, long? known)
    {
        var questions = Enumerable.Range(0, 1_000).Select(i => Question((int)((long)i * bench.Options.Records / 1_000), known)).ToArray();
        return ReadRows.CallAsync(bench, bench.Service.Address, RawMethods.GetSource, ReadRows.GetCallers, questions, bench.Measured);
    }

    static byte[] Question(int record, long? known) => new GetSourceRequest
    {
        Name = Records.NameOf(record),
        KnownAt = known is { } revision ? new KnownAt { Revision = revision } : null,
    }.ToByteArray();
}
