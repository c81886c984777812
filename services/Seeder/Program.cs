using System.CommandLine;
using KosovoNato.Seeder;

// The library handles signals: it cancels the run, and without a limit to the wait the run itself says how it ended.
return await new SeederCommand().RunAsync(args, new InvocationConfiguration { ProcessTerminationTimeout = Timeout.InfiniteTimeSpan });
