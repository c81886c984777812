using System.Runtime.InteropServices;
using KosovoNato.Standalone;

using var stop = new CancellationTokenSource();
PosixSignal[] endings = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
var registrations = Array.ConvertAll(endings, signal => PosixSignalRegistration.Create(signal, Stop));
try
{
    if (StandaloneOptions.Parse(args) is { } options)
    {
        await StandaloneHost.RunAsync(options, Console.Out, stop.Token);
    }
    else
    {
        Console.WriteLine(StandaloneOptions.Help);
    }

    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0; // asked to end before it was ready
}
catch (EmbeddedStoreException failure)
{
    Console.Error.WriteLine(failure.Message);
    return failure.ExitCode;
}
catch (StandaloneException failure)
{
    Console.Error.WriteLine(failure.Message);
    return failure.ExitCode;
}
finally
{
    Array.ForEach(registrations, registration => registration.Dispose());
}

// The first asks for an orderly end; the second is not held back and ends us at once, which loses nothing either:
// what was acknowledged is on disk, and the store's process ends with ours.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
