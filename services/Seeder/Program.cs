using System.CommandLine;
using KosovoNato.Seeder;

// The library handles signals by cancelling the run. Without a termination timeout, the run itself reports how it ended.
return await new SeederCommand().RunAsync(args, new InvocationConfiguration { ProcessTerminationTimeout = Timeout.InfiniteTimeSpan });
