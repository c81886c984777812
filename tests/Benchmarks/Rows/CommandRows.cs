using System.Diagnostics;
using KosovoNato.Benchmarks.Processes;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>The start of the one command with its facts already loaded: from the start of the process until it is ready.</summary>
static class CommandRows
{
    static readonly TimeSpan UsedWithin = TimeSpan.FromSeconds(1.5);
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(Bench bench)
    {
        // The first start loads the facts.
        await StartAsync(bench);
        var starts = new List<(TimeSpan Took, TimeSpan Used)>();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            starts.Add(await StartAsync(bench));
            Report.Note($"start of the one command: {starts[^1].Took.TotalSeconds:0.00} s, {starts[^1].Used.TotalSeconds:0.00} s used");
        }

        var (took, used) = starts.OrderBy(start => start.Used).ElementAt(starts.Count / 2);
        bench.Report.Add("start of the one command, processor", $"{used.TotalSeconds:0.00} s ({took.TotalSeconds:0.00} s until ready)",
            "<= 1.5 s", used <= UsedWithin);
    }

    static async Task<(TimeSpan Took, TimeSpan Used)> StartAsync(Bench bench)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] arguments = ["--data", Path.Combine(bench.Folder, "command"), "--grpc-port", "0", "--http-port", "0"];
        var started = Stopwatch.GetTimestamp();
        await using var child = ChildProcess.Start(
            "dotnet", [Folders.Service("Standalone"), .. arguments], Path.Combine(bench.Folder, "command.log"), line =>
            {
                if (line.StartsWith("ready ", StringComparison.Ordinal))
                {
                    ready.TrySetResult();
                }
            });
        await ready.Task.WaitAsync(Limit, bench.Cancel);
        var start = (Stopwatch.GetElapsedTime(started), child.Used);
        // Its store must have ended before the next start.
        await child.StopAsync(bench.Cancel);
        return start;
    }
}
