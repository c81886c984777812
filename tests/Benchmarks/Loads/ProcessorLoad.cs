using System.Diagnostics;
using System.Globalization;
using KosovoNato.Benchmarks.Processes;

namespace KosovoNato.Benchmarks.Loads;

/// <summary>The CPU usage during a measurement: the CPU time per operation, and the interference from other processes.</summary>
sealed class ProcessorLoad
{
    const double TicksPerSecond = 100;
    // Indexes of: cpu user nice system idle iowait irq softirq steal.
    static readonly int[] BusyFields = [1, 2, 3, 6, 7];
    readonly IReadOnlyList<(string Name, ChildProcess Child)> children;
    readonly TimeSpan[] before;
    readonly TimeSpan ownBefore = Own;
    readonly double machineBefore = Machine;
    readonly long started = Stopwatch.GetTimestamp();

    ProcessorLoad(IReadOnlyList<(string Name, ChildProcess Child)> children)
    {
        this.children = children;
        before = [.. children.Select(child => child.Child.Used)];
    }

    public static ProcessorLoad Start(IReadOnlyList<(string Name, ChildProcess Child)> children) => new(children);

    public string Describe(double operations)
    {
        var own = Own - ownBefore;
        var used = children.Select((child, i) => (child.Name, Used: child.Child.Used - before[i])).Append(("client", own)).ToList();
        var others = (Machine - machineBefore - used.Sum(u => u.Item2.TotalSeconds)) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var parts = used.Select(
            u => string.Create(CultureInfo.InvariantCulture, $"{u.Item1} {u.Item2.TotalMicroseconds / operations:0} µs"));
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", parts)} each; others {Math.Max(others, 0):0.0} cores");
    }

    static TimeSpan Own
    {
        get
        {
            using var self = Process.GetCurrentProcess();
            return self.TotalProcessorTime;
        }
    }

    /// <summary>The busy time of all CPUs together, in seconds.</summary>
    static double Machine
    {
        get
        {
            var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return BusyFields.Sum(i => double.Parse(fields[i], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }
}
