using System.Diagnostics;
using HdrHistogram;

namespace KosovoNato.Benchmarks.Loads;

/// <summary>Callers that each make the next call when the previous one has completed.</summary>
static class ClosedLoop
{
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <param name="call">One call of one caller. It must not fail: a failure ends the measurement.</param>
    /// <param name="others">The measured processes, whose CPU time is reported.</param>
    public static async Task<Measurement> RunAsync(
        int callers, TimeSpan length, Func<int, CancellationToken, Task> call, CancellationToken cancellationToken,
        params IReadOnlyList<(string Name, Processes.ChildProcess Child)> others)
    {
        // Early calls include the cost of new connections and of code that is not optimized yet.
        await LoopAsync(callers, WarmUp, call, cancellationToken);
        var load = ProcessorLoad.Start(others);
        var (times, took) = await LoopAsync(callers, length, call, cancellationToken);
        var measure = Measurement.Of(times, took.TotalSeconds);
        return measure with { Processors = load.Describe(measure.PerSecond * took.TotalSeconds) };
    }

    static async Task<(LongHistogram[] Times, TimeSpan Took)> LoopAsync(
        int callers, TimeSpan length, Func<int, CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        var times = Enumerable.Range(0, callers).Select(_ => Measurement.NewTimes()).ToArray();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < length)
            {
                var before = Stopwatch.GetTimestamp();
                await call(caller, cancellationToken);
                Measurement.Record(times[caller], Stopwatch.GetElapsedTime(before));
            }
        }, cancellationToken)));
        return (times, Stopwatch.GetElapsedTime(started));
    }
}
