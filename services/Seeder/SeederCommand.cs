using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>The command: loads a folder of seeds into the service at an address.</summary>
internal static class SeederCommand
{
    internal const int Loaded = 0;

    /// <summary>The service refused or could not be reached; what was written before stays, the next run goes on.</summary>
    internal const int NotLoaded = 1;

    /// <summary>Arguments or files are wrong; nothing was written.</summary>
    internal const int WrongInput = 2;

    internal static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            var options = SeederOptions.Parse(args);
            using var channel = GrpcChannel.ForAddress(
                options.Address, new GrpcChannelOptions { ServiceConfig = RepeatWhileUnavailable() });
            var client = new RecognitionService.RecognitionServiceClient(WithKey(channel, options.Key));
            var summary = await new SeedLoader(client).LoadAsync(options.Seeds, cancellation);
            await output.WriteLineAsync(summary.ToString());
            return Loaded;
        }
        catch (SeedFileException fault)
        {
            await errors.WriteLineAsync(fault.Message);
            return WrongInput;
        }
        catch (SeedRefusedException refusal)
        {
            await errors.WriteLineAsync(refusal.Message);
            return NotLoaded;
        }
        catch (Exception stop) when (stop is RpcException or OperationCanceledException && cancellation.IsCancellationRequested)
        {
            await errors.WriteLineAsync("Interrupted; the next run writes what is missing.");
            return NotLoaded;
        }
        catch (RpcException failure)
        {
            await errors.WriteLineAsync($"The service answered {failure.StatusCode}: {failure.Status.Detail}");
            return NotLoaded;
        }
    }

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
