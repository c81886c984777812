using System.Diagnostics;

namespace KosovoNato.Benchmarks.Loads;

/// <summary>Calls at a fixed rate, regardless of their duration.</summary>
static class PacedLoop
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    /// <param name="lanes">The maximum number of concurrent calls; a lane makes one call at a time.</param>
    public static async Task RunAsync(
        int perSecond, TimeSpan length, int lanes, Func<int, CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        var under = Enumerable.Repeat(Task.CompletedTask, lanes).ToArray();
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Tick);
        for (long made = 0; Stopwatch.GetElapsedTime(started) < length;)
        {
            for (var due = (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond); made < due; made++)
            {
                var lane = (int)(made % lanes);
                await under[lane];
                under[lane] = call(lane, cancellationToken);
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }

        await Task.WhenAll(under);
    }
}
