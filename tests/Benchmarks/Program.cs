using System.Globalization;
using System.Runtime.InteropServices;
using KosovoNato.Benchmarks;
using KosovoNato.Benchmarks.Processes;
using KosovoNato.Benchmarks.Rows;

// The two helper processes are this program with another first argument.
switch (args)
{
    case ["constants", var port, var folder]:
        await ConstantServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), folder);
        return 0;
    case ["watchers", var kind, var address, var watchers]:
        await WatcherProcess.RunAsync(kind, address, int.Parse(watchers, CultureInfo.InvariantCulture));
        return 0;
}

if (BenchmarkOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var report = new Report(options);
try
{
    await using var bench = new Bench(options, report, stop.Token);
    await Plan.RunAsync(bench);
}
catch (Exception) when (stop.IsCancellationRequested)
{
    // Canceled from outside; all started processes have already ended.
    return 130;
}

Console.WriteLine(report);
return report.AllMet ? 0 : 1;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
