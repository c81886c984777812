using System.CommandLine;
using KosovoNato.CommandLine;
using Microsoft.Extensions.Options;

namespace KosovoNato.Standalone;

/// <summary>The command line of the program, and its exit codes.</summary>
sealed class StandaloneCommand : ProgramCommand
{
    const string SolutionFile = "KosovoNato.sln";
    const string TextOutput = "text";
    const string JsonOutput = "json";

    const string Text = """
        Runs everything on this machine: an embedded store as a child process, the services, and the page that shows them.
        Loads missing seed data, prints a summary, and runs until Ctrl-C.

        For programs: while everything is ready, addresses.json in the data directory has the addresses and the path of the API key. The
        last line of the output is "ready" and the path of that file; with --output json, the output is its content on one line.

        Exit codes: 0 stopped normally, 64 invalid argument, 65 data corrupted, 66 seeds missing or invalid,
        69 the store or a service did not start, or stopped, 72 embedded store not installed, 73 data directory not usable,
        75 data directory in use, 76 port taken, 78 key file or settings in the environment invalid.
        """;

    readonly Option<string> data = new("--data")
    {
        HelpName = "directory",
        Description = "The directory of the data and the API key. By default .data in the repository, or else in the current directory.",
        DefaultValueFactory = _ => Path.Combine(Home(), ".data"),
        CustomParser = OptionValue.Path,
    };

    readonly Option<int> grpcPort = Port("--grpc-port", 5101, "gRPC", "the dashboard");
    readonly Option<int> httpPort = Port("--http-port", 5100, "JSON, gRPC-Web and metrics", "the dashboard with the page");

    readonly Option<string> seeds = new("--seeds")
    {
        HelpName = "directory",
        Description = "The directory of the seeds. By default the seeds that come with the program.",
        DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "seeds"),
        CustomParser = OptionValue.Path,
    };

    readonly Option<string> output = new("--output")
    {
        HelpName = "format",
        Description = "The format of the output: text for people, or json for programs.",
        DefaultValueFactory = _ => TextOutput,
        CustomParser = result => OptionValue.OneOf(result, TextOutput, JsonOutput),
    };

    public StandaloneCommand() : base(Text, StandaloneException.WrongArgumentCode)
    {
        Add(data);
        Add(grpcPort);
        Add(httpPort);
        Add(seeds);
        Add(output);
        SetAction((parsed, cancellationToken) => RunAsync(OptionsOf(parsed), parsed.InvocationConfiguration, cancellationToken));
    }

    static Option<int> Port(string name, int value, string protocols, string dashboard) => new(name)
    {
        HelpName = "port",
        Description = $"The port of recognitions for {protocols} on 127.0.0.1, 1 to {StandaloneOptions.MaxFirstPort}, or 0 for free ports. "
            + $"Milestones get this port + 10, recommendations + 20, {dashboard} + 30.",
        DefaultValueFactory = _ => value,
        CustomParser = result => OptionValue.Number(result, 0, StandaloneOptions.MaxFirstPort),
    };

    StandaloneOptions OptionsOf(ParseResult parsed) => new(
        Path.GetFullPath(parsed.GetRequiredValue(data)), parsed.GetValue(grpcPort), parsed.GetValue(httpPort),
        Path.GetFullPath(parsed.GetRequiredValue(seeds)), parsed.GetValue(output) == JsonOutput);

    static async Task<int> RunAsync(StandaloneOptions options, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        try
        {
            options.Check();
            await StandaloneHost.RunAsync(options, invocation.Output, cancellationToken);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0; // stopped before it was ready
        }
        catch (EmbeddedStoreException failure)
        {
            await invocation.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
        catch (StandaloneException failure)
        {
            return await FailAsync(failure, invocation);
        }
        catch (OptionsValidationException failure)
        {
            return await FailAsync(StandaloneException.WrongSettings(failure), invocation);
        }
    }

    static async Task<int> FailAsync(StandaloneException failure, InvocationConfiguration invocation)
    {
        await invocation.Error.WriteLineAsync(failure.Message);
        return failure.ExitCode;
    }

    // A clone has one data directory, whatever the current directory is.
    static string Home()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, SolutionFile)))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? Directory.GetCurrentDirectory();
    }
}
