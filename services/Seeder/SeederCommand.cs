using System.CommandLine;
using Grpc.Core;
using KosovoNato.CommandLine;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>The command line of the program.</summary>
internal sealed class SeederCommand : ProgramCommand
{
    private const string Text = """
        Loads seeds into the services at the given addresses. Writes only resources that do not exist yet, so a second run
        writes nothing, and the next run completes an interrupted run. At least one address is required.

        Exit codes: 0 loaded, 1 a service rejected a write or is unavailable, 2 an argument or a file is invalid.
        """;

    private readonly Option<Uri?> recognitions = Address("--recognitions", "recognition");
    private readonly Option<Uri?> milestones = Address("--milestones", "milestone");
    private readonly Option<Uri?> recommendations = Address("--recommendations", "recommendation");

    private readonly Option<string> keyFile = new("--key-file")
    {
        HelpName = "file",
        Description = "The file of the caller's API key. Not needed if the services require no key.",
        CustomParser = OptionValue.Path,
    };

    private readonly Option<string> seeds = new("--seeds")
    {
        HelpName = "directory",
        Description = "The directory of the seed files.",
        DefaultValueFactory = _ => "seeds",
        CustomParser = OptionValue.Path,
    };

    internal SeederCommand() : base(Text, ExitCodes.InvalidInput)
    {
        Option[] addresses = [recognitions, milestones, recommendations];
        Array.ForEach(addresses, Add);
        Add(keyFile);
        Add(seeds);
        Validators.Add(result =>
        {
            if (Array.TrueForAll(addresses, address => result.GetResult(address) is null))
            {
                result.AddError("An address is missing: set --recognitions, --milestones or --recommendations, "
                    + "for example --recognitions http://127.0.0.1:5101.");
            }
        });
        SetAction((parsed, cancellationToken) => RunAsync(parsed, parsed.InvocationConfiguration, cancellationToken));
    }

    /// <exception cref="SeedFileException">The key file cannot be used.</exception>
    internal SeederOptions OptionsOf(ParseResult parsed) => new(
        parsed.GetValue(recognitions), parsed.GetValue(milestones), parsed.GetValue(recommendations),
        parsed.GetValue(keyFile) is { } file ? KeyFile.Read(file) : null, parsed.GetRequiredValue(seeds));

    private static Option<Uri?> Address(string name, string service) => new(name)
    {
        HelpName = "address",
        Description = $"The http or https address of the {service} service. Without it, nothing is loaded there.",
        CustomParser = OptionValue.Address,
    };

    private async Task<int> RunAsync(ParseResult parsed, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        try
        {
            var options = OptionsOf(parsed);
            using var connections = new SeederConnections(options.Key);
            var loader = new SeedLoader(
                connections.Open(options.Recognitions, invoker => new RecognitionService.RecognitionServiceClient(invoker)),
                connections.Open(options.Milestones, invoker => new MilestoneService.MilestoneServiceClient(invoker)),
                connections.Open(options.Recommendations, invoker => new RecommendationService.RecommendationServiceClient(invoker)));
            var summary = await loader.LoadAsync(options.Seeds, cancellationToken);
            await invocation.Output.WriteLineAsync(summary.ToString());
            return ExitCodes.Success;
        }
        catch (SeedFileException fault)
        {
            await invocation.Error.WriteLineAsync(fault.Message);
            return ExitCodes.InvalidInput;
        }
        catch (SeedRejectedException rejection)
        {
            await invocation.Error.WriteLineAsync(rejection.Message);
            return ExitCodes.Failed;
        }
        catch (Exception stop) when (stop is RpcException or OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            await invocation.Error.WriteLineAsync("Interrupted. The next run writes the missing resources.");
            return ExitCodes.Failed;
        }
        catch (RpcException failure)
        {
            await invocation.Error.WriteLineAsync($"The service responded with {failure.StatusCode}: {failure.Status.Detail}");
            return ExitCodes.Failed;
        }
    }
}
