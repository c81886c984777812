using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>The command: loads a folder of seeds into the services at the given addresses.</summary>
internal static class SeederCommand
{
    internal static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            var options = SeederOptions.Parse(args);
            using var recognitions = Channel(options.Recognitions);
            using var milestones = Channel(options.Milestones);
            using var recommendations = Channel(options.Recommendations);
            var loader = new SeedLoader(
                recognitions is null ? null : new RecognitionService.RecognitionServiceClient(WithKey(recognitions, options.Key)),
                milestones is null ? null : new MilestoneService.MilestoneServiceClient(WithKey(milestones, options.Key)),
                recommendations is null ? null : new RecommendationService.RecommendationServiceClient(
                    WithKey(recommendations, options.Key)));
            var summary = await loader.LoadAsync(options.Seeds, cancellationToken);
            await output.WriteLineAsync(summary.ToString());
            return ExitCodes.Success;
        }
        catch (SeedFileException fault)
        {
            await errors.WriteLineAsync(fault.Message);
            return ExitCodes.InvalidInput;
        }
        catch (SeedRejectedException refusal)
        {
            await errors.WriteLineAsync(refusal.Message);
            return ExitCodes.Failed;
        }
        catch (Exception stop) when (stop is RpcException or OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            await errors.WriteLineAsync("Interrupted; the next run writes what is missing.");
            return ExitCodes.Failed;
        }
        catch (RpcException failure)
        {
            await errors.WriteLineAsync($"The service answered {failure.StatusCode}: {failure.Status.Detail}");
            return ExitCodes.Failed;
        }
    }

    private static GrpcChannel? Channel(Uri? address) => address is null
        ? null
        : GrpcChannel.ForAddress(address, new GrpcChannelOptions { ServiceConfig = RepeatWhileUnavailable() });

    private static CallInvoker WithKey(GrpcChannel channel, string? key) => key is null
        ? channel.CreateCallInvoker()
        : channel.Intercept(metadata =>
        {
            metadata.Add("authorization", $"Bearer {key}");
            return metadata;
        });

    // A store or a server that is just starting is the usual case. Writes carry a request id, so a repeat is safe.
    private static ServiceConfig RepeatWhileUnavailable() => new()
    {
        MethodConfigs =
        {
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new RetryPolicy
                {
                    MaxAttempts = 5,
                    InitialBackoff = TimeSpan.FromSeconds(1),
                    MaxBackoff = TimeSpan.FromSeconds(5),
                    BackoffMultiplier = 2,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            },
        },
    };
}
