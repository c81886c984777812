using System.Runtime.InteropServices;

namespace KosovoNato.Standalone;

/// <summary>
/// The signals that stop the program. The first signal requests a normal stop. The second ends the process immediately, which loses
/// nothing: acknowledged writes are on disk, and the store's process ends with this one.
/// </summary>
sealed class StopSignals : IDisposable
{
    readonly CancellationTokenSource source = new();
    readonly PosixSignalRegistration[] registrations;

    public StopSignals()
    {
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        registrations = Array.ConvertAll(signals, signal => PosixSignalRegistration.Create(signal, Stop));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        Array.ForEach(registrations, registration => registration.Dispose());
        source.Dispose();
    }

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }
}
