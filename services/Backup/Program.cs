using System.CommandLine;
using KosovoNato.Backup;
using Microsoft.Extensions.Configuration;

// The store is configured as for a service, and never by an argument, because the configuration contains a password.
var settings = new ConfigurationBuilder().AddEnvironmentVariables("KOSOVONATO_").Build();
var backup = new BackupRun(settings, Console.OpenStandardInput, Console.OpenStandardOutput, TimeProvider.System);

// The library handles signals by cancelling the run. Without a termination timeout, the run itself reports how it ended.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = Timeout.InfiniteTimeSpan };
return await new BackupCommand(backup.RunAsync).RunAsync(args, invocation);
