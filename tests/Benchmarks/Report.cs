using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using KosovoNato.Benchmarks.Loads;

namespace KosovoNato.Benchmarks;

/// <summary>The final table, and the progress messages.</summary>
sealed class Report(BenchmarkOptions options)
{
    readonly List<(string What, string Ours, string Limit, string Ratio, string Target, bool? Met)> rows = [];

    public bool AllMet => rows.All(row => row.Met != false);

    /// <summary>Writes to stderr, so that stdout contains only the table.</summary>
    public static void Note(FormattableString text) => Console.Error.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a row with the share of a limit.</summary>
    public void Compare(string what, Measurement ours, Measurement limit, double? share = null)
    {
        var ratio = ours.PerSecond / limit.PerSecond;
        Add(what, ours.ToString(), limit.ToString(), ratio.ToString("P0", CultureInfo.InvariantCulture),
            share is { } least ? $">= {least.ToString("P0", CultureInfo.InvariantCulture)}" : "", share is { } s ? ratio >= s : null);
    }

    /// <summary>Adds a row without a limit.</summary>
    public void Add(string what, string ours, string target = "", bool? met = null) => Add(what, ours, "", "", target, met);

    public void Add(string what, string ours, string limit, string ratio, string target, bool? met)
    {
        rows.Add((what, ours, limit, ratio, target, met));
        Note($"  => {what}: {ours} {limit} {ratio} {target} {Word(met)}");
    }

    public override string ToString()
    {
        var text = new StringBuilder("| what | ours | limit | ratio | target | met |\n|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.What} | {row.Ours} | {row.Limit} | {row.Ratio} | {row.Target} | "
                + $"{Word(row.Met)} |\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"""

            {options.Records:N0} records, {options.Rounds} x {options.Seconds} s, medians. {TimeProvider.System.GetUtcNow():yyyy-MM-dd},
            {Environment.ProcessorCount} x {Processor}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GB,
            {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}.
            """).ToString();
    }

    static string Word(bool? met) => met switch { true => "yes", false => "NO", null => "" };

    static string Processor =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(
            ':')[1].Trim() ?? "processor";
}
