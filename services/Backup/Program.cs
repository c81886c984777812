using System.Runtime.InteropServices;
using KosovoNato.Backup;
using Microsoft.Extensions.Configuration;

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

// Where the store is comes from where a service has it from, and never from an argument: it has a password.
var settings = new ConfigurationBuilder().AddEnvironmentVariables("KOSOVONATO_").Build();
return await new BackupCommand(settings, Console.OpenStandardInput, Console.OpenStandardOutput, Console.Error).RunAsync(args, stop.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
