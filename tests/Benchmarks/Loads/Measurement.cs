using System.Globalization;
using HdrHistogram;

namespace KosovoNato.Benchmarks.Loads;

/// <summary>The result of one measurement: the rate per second, and the latencies.</summary>
sealed record Measurement(double PerSecond, double P50, double P99, double Most)
{
    /// <summary>The CPU usage during the measurement, or empty if it was not measured.</summary>
    public string Processors { get; init; } = "";

    // In microseconds, up to one minute, with a precision of 1%.
    public static LongHistogram NewTimes() => new(60_000_000, 2);

    public static void Record(LongHistogram times, TimeSpan took) =>
        times.RecordValue(Math.Clamp((long)took.TotalMicroseconds, 1, 60_000_000));

    /// <param name="perOperation">The count per operation, for example the changes in one message.</param>
    public static Measurement Of(IEnumerable<LongHistogram> all, double seconds, double perOperation = 1)
    {
        var sum = NewTimes();
        foreach (var times in all)
        {
            sum.Add(times);
        }

        return new Measurement(sum.TotalCount * perOperation / seconds, At(sum, 50), At(sum, 99), At(sum, 100));
    }

    /// <summary>The measurement with the median rate.</summary>
    public static Measurement Median(IEnumerable<Measurement> rounds)
    {
        var sorted = rounds.OrderBy(round => round.PerSecond).ToList();
        return sorted[sorted.Count / 2];
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{PerSecond:N0}/s (p50 {P50:0.##} ms, p99 {P99:0.##} ms)");

    static double At(LongHistogram times, double percentile) =>
        times.TotalCount == 0 ? 0 : times.GetValueAtPercentile(percentile) / 1_000.0;
}
