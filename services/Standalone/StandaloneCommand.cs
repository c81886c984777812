using System.CommandLine;
using System.Globalization;
using KosovoNato.CommandLine;
using Microsoft.Extensions.Options;

namespace KosovoNato.Standalone;

/// <summary>The command line of the program, and its exit codes.</summary>
sealed class StandaloneCommand : ProgramCommand
{
    const string SolutionFile = "KosovoNato.sln";
    const string TextOutput = "text";
    const string JsonOutput = "json";
    const double DefaultInterval = 5;
    const double MinInterval = 0.1;
    const double MaxInterval = 3_600;

    const string Text = """
        Runs everything on this machine: an embedded store as a child process, the services, and the page that shows them.
        Loads missing seed data, prints a summary, and runs until Ctrl-C.

        For programs: while everything is ready, addresses.json in the data directory has the addresses and the path of the API key. The
        last line of the output is "ready" and the path of that file; with --output json, the output is its content on one line.

        For authors of dashboards: --demo makes up changes in a data directory of its own, so that there is always something to see.
        For a public instance: --read-only rejects all writes of callers.

        Exit codes: 0 stopped normally, 64 invalid argument, 65 data corrupted, 66 seeds missing or invalid,
        69 the store or a service did not start, or stopped, 72 embedded store not installed, 73 data directory not usable,
        75 data directory in use, 76 port taken, 78 key file or settings in the environment invalid.
        """;

    readonly Option<string?> data = new("--data")
    {
        HelpName = "directory",
        Description = "The directory of the data and the API key. By default .data, or .data-demo with --demo, in the repository, or "
            + "else in the current directory.",
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

    readonly Option<bool> demo = new("--demo")
    {
        Description = "Makes up changes, derived from the recorded facts, and retracts them again. Each is marked: its source, its "
            + "reason and its actor are \"demo\". A data directory is either for a demo or for recorded facts.",
    };

    readonly Option<double> demoInterval = new("--demo-interval")
    {
        HelpName = "seconds",
        Description = $"With --demo: the time between two changes, {MinInterval} to {MaxInterval} s.",
        DefaultValueFactory = _ => DefaultInterval,
        CustomParser = result => double.TryParse(
                result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                && seconds is >= MinInterval and <= MaxInterval
            ? seconds
            : OptionValue.Invalid(result, $"a number from {MinInterval} to {MaxInterval}", DefaultInterval),
    };

    readonly Option<bool> readOnly = new("--read-only")
    {
        Description = "Rejects all writes of callers (PERMISSION_DENIED), also those with an API key.",
    };

    public StandaloneCommand() : base(Text, StandaloneException.WrongArgumentCode)
    {
        Add(data);
        Add(grpcPort);
        Add(httpPort);
        Add(seeds);
        Add(output);
        Add(demo);
        Add(demoInterval);
        Add(readOnly);
        Validators.Add(result =>
        {
            if (result.GetResult(demoInterval) is { Implicit: false } && !result.GetValue(demo))
            {
                result.AddError("--demo-interval can only be used with --demo.");
            }
        });
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
        Path.GetFullPath(parsed.GetValue(data) ?? Path.Combine(Home(), parsed.GetValue(demo) ? ".data-demo" : ".data")),
        parsed.GetValue(grpcPort), parsed.GetValue(httpPort),
        Path.GetFullPath(parsed.GetRequiredValue(seeds)), parsed.GetValue(output) == JsonOutput,
        new(parsed.GetValue(demo) ? TimeSpan.FromSeconds(parsed.GetValue(demoInterval)) : null, parsed.GetValue(readOnly)));

    static async Task<int> RunAsync(StandaloneOptions options, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        try
        {
            options.Check();
            await StandaloneHost.RunAsync(options, invocation.Output, invocation.Error, cancellationToken);
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
