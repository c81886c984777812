using System.Runtime.InteropServices;
using KosovoNato.Standalone;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var options = new EmbeddedStoreOptions { DataDirectory = args.Length > 0 ? args[0] : ".data/store" };
    await using var store = await EmbeddedStore.StartAsync(options, stop.Token);
    Console.WriteLine($"store {store.Configuration} process {store.ProcessId}");
    await Task.WhenAny(store.Exited, Task.Delay(Timeout.Infinite, stop.Token));
    return stop.IsCancellationRequested ? 0 : 1;
}
catch (EmbeddedStoreException failure)
{
    Console.Error.WriteLine(failure.Message);
    return failure.ExitCode;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
