using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace KosovoNato.Seeder;

/// <summary>The connections to the services, with the caller's key.</summary>
/// <param name="key">The API key; null for services that require none.</param>
internal sealed class SeederConnections(string? key) : IDisposable
{
    private readonly List<GrpcChannel> channels = [];

    /// <returns>The client of the service at the address; null without an address.</returns>
    internal TClient? Open<TClient>(Uri? address, Func<CallInvoker, TClient> create) where TClient : class
    {
        if (address is null)
        {
            return null;
        }

        var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { ServiceConfig = RetryWhileUnavailable() });
        channels.Add(channel);
        return create(WithKey(channel));
    }

    public void Dispose() => channels.ForEach(channel => channel.Dispose());

    private CallInvoker WithKey(GrpcChannel channel) => key is null
        ? channel.CreateCallInvoker()
        : channel.Intercept(metadata =>
        {
            metadata.Add("authorization", $"Bearer {key}");
            return metadata;
        });

    // Usually a store or a server is just starting. Writes carry a request ID, so a retry is safe.
    private static ServiceConfig RetryWhileUnavailable() => new()
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
