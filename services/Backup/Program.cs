using System.CommandLine;
using KosovoNato.Backup;
using Microsoft.Extensions.Configuration;

// Where the store is comes from where a service has it from, and never from an argument: it has a password.
var settings = new ConfigurationBuilder().AddEnvironmentVariables("KOSOVONATO_").Build();
var backup = new BackupRun(settings, Console.OpenStandardInput, Console.OpenStandardOutput, TimeProvider.System);

// The library handles signals: it cancels the run, and without a limit to the wait the run itself says how it ended.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = Timeout.InfiniteTimeSpan };
return await new BackupCommand(backup.RunAsync).RunAsync(args, invocation);
