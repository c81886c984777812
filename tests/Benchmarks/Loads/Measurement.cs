using System.Globalization;
using HdrHistogram;

namespace KosovoNato.Benchmarks.Loads;

/// <summary>What one measurement found: how many a second, and how long one took.</summary>
sealed record Measurement(double PerSecond, double P50, double P99, double Most)
{
    /// <summary>What the processors did meanwhile; empty if that was not looked at.</summary>
    public string Processors { get; init; } = "";

    // Microseconds, up to a minute, to one per cent.
    public static LongHistogram NewTimes() => new(60_000_000, 2);

    public static void Record(LongHistogram times, TimeSpan took) =>
        times.RecordValue(Math.Clamp((long)took.TotalMicroseconds, 1, 60_000_000));

    /// <param name="perOperation">What one operation counts, such as the changes of one message.</param>
    public static Measurement Of(IEnumerable<LongHistogram> all, double seconds, double perOperation = 1)
    {
        var sum = NewTimes();
        foreach (var times in all)
        {
            sum.Add(times);
        }

        return new Measurement(sum.TotalCount * perOperation / seconds, At(sum, 50), At(sum, 99), At(sum, 100));
    }

    /// <summary>The one in the middle by rate.</summary>
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
