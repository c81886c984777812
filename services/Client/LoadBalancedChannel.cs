using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;

namespace KosovoNato.Client;

/// <summary>A channel to several replicas. Calls go to the available replicas in turn.</summary>
static class LoadBalancedChannel
{
    public static GrpcChannel Open(ClientOptions options, GrpcChannelOptions settings)
    {
        var addresses = options.AdditionalAddresses.Prepend(options.Address)
            .Select(address => new BalancerAddress(address.Host, address.Port));
        settings.ServiceProvider = new SingleResolverProvider(new StaticResolverFactory(_ => addresses));
        settings.Credentials = options.Address.Scheme == Uri.UriSchemeHttps ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure;
        settings.ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } };
        // A restarting replica is available again within seconds. With the default of two minutes it would stay idle for that long.
        settings.InitialReconnectBackoff = TimeSpan.FromMilliseconds(200);
        settings.MaxReconnectBackoff = TimeSpan.FromSeconds(5);
        return GrpcChannel.ForAddress($"static:///{options.Address.Host}", settings);
    }

    /// <summary>Provides the only service that a channel asks for. A container would be a dependency for a single object.</summary>
    sealed class SingleResolverProvider(ResolverFactory one) : IServiceProvider
    {
        readonly ResolverFactory[] all = [one];

        public object? GetService(Type serviceType) => serviceType == typeof(IEnumerable<ResolverFactory>) ? all : null;
    }
}
