using System.Diagnostics;
using KosovoNato.Benchmarks.Loads;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>The limit of the disk: sequential commits cannot be faster.</summary>
static class LimitRows
{
    const int CommitBytes = 1_500;

    public static void Fsync(Bench bench)
    {
        using var file = File.OpenHandle(Path.Combine(bench.Folder, "fsync"), FileMode.Create, FileAccess.Write);
        var bytes = new byte[CommitBytes];
        var times = Measurement.NewTimes();
        var started = Stopwatch.GetTimestamp();
        for (long at = 0; Stopwatch.GetElapsedTime(started) < bench.Length; at += bytes.Length)
        {
            var before = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, bytes, at);
            RandomAccess.FlushToDisk(file);
            Measurement.Record(times, Stopwatch.GetElapsedTime(before));
        }

        bench.Report.Add("one fsync of 1,500 bytes", Measurement.Of([times], Stopwatch.GetElapsedTime(started).TotalSeconds).ToString());
    }
}
