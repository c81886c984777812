using System.CommandLine;
using KosovoNato.Standalone;

// Ours, not the library's: its handler ignores SIGHUP and holds a second signal back, which has to end this program immediately.
using var signals = new StopSignals();
return await new StandaloneCommand().RunAsync(args, new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Token);
