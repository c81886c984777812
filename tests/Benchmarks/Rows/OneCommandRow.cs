using System.Globalization;
using KosovoNato.Benchmarks.Processes;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>
/// The processor time of the one command until it is ready, without its store, which is a process of its own. The facts are already
/// loaded, as in every start but the first.
/// </summary>
static class OneCommandRow
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Target = TimeSpan.FromSeconds(1.5);

    public static async Task RunAsync(Bench bench)
    {
        await StartAsync(bench);
        var starts = new List<(TimeSpan Used, TimeSpan Took)>();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            starts.Add(await StartAsync(bench));
        }

        var (used, took) = starts.OrderBy(start => start.Used).ElementAt(starts.Count / 2);
        bench.Report.Add(
            "start of the one command, its processor time", string.Create(
                CultureInfo.InvariantCulture, $"{used.TotalSeconds:0.00} s (ready after {took.TotalSeconds:0.00} s)"),
            "<= 1.5 s", used <= Target);
    }

    static async Task<(TimeSpan Used, TimeSpan Took)> StartAsync(Bench bench)
    {
        TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = TimeProvider.System.GetTimestamp();
        // With this output, the first line is the content of the address file, once everything is ready.
        await using var child = ChildProcess.Start(
            "dotnet",
            [
                Folders.Service("Standalone"), "--data", Path.Combine(bench.Folder, "one-command"), "--grpc-port", "0", "--http-port", "0",
                "--output", "json",
            ],
            Path.Combine(bench.Folder, "one-command.log"), _ => ready.TrySetResult());
        await ready.Task.WaitAsync(Limit, bench.Cancel);
        var start = (child.Used, TimeProvider.System.GetElapsedTime(started));
        Report.Note($"one command: {start.Item1.TotalSeconds:0.00} s of processor, ready after {start.Item2.TotalSeconds:0.00} s");
        await child.StopAsync();
        return start;
    }
}
