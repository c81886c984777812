using KosovoNato.Cli;

// The library handles Ctrl-C by cancelling the command, which then has a moment to report how it ended.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(2) };
return await new CliCommand(CliEnvironment.OfProcess()).RunAsync(args, invocation);
