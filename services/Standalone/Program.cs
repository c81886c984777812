using System.CommandLine;
using KosovoNato.Standalone;

// Handle signals here: the library's handler ignores SIGHUP and suppresses a second signal, which must end this program immediately.
using var signals = new StopSignals();
return await new StandaloneCommand().RunAsync(args, new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Token);
