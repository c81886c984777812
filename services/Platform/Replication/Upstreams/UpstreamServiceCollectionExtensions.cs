using KosovoNato.Kernel;
using KosovoNato.Kernel.Certificates;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Replication.Upstreams;

/// <summary>Registers the connections to the upstreams of section "Upstreams" and the services that follow them.</summary>
public static class UpstreamServiceCollectionExtensions
{
    /// <summary>Adds <see cref="UpstreamOptions"/>, <see cref="UpstreamTls"/> and <see cref="UpstreamCredential"/>.</summary>
    public static IServiceCollection AddUpstreamConnections(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<UpstreamOptions>(configuration, "Upstreams");
        services.AddSingleton(provider => new UpstreamTls(
            provider.GetRequiredService<IOptions<UpstreamOptions>>(), provider.GetRequiredService<CertificateExpiryMetric>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<UpstreamTls>>()));
        return services.AddSingleton(
            provider => new UpstreamCredential(provider.GetRequiredService<IOptions<UpstreamOptions>>().Value.CredentialFile));
    }

    /// <summary>Registers a follower for each upstream that has an address.</summary>
    internal static void Add(IServiceCollection services, Schema schema, IConfiguration configuration)
    {
        services.AddUpstreamConnections(configuration);
        services.AddSingleton<MirrorWriter>();
        foreach (var upstream in schema.Upstreams)
        {
            if (configuration[$"Upstreams:Addresses:{upstream}"] is { Length: > 0 } address)
            {
                services.AddKeyedSingleton(upstream, (provider, _) => Follow(provider, schema, upstream, AddressOf(upstream, address)));
                // Not AddHostedService, which registers only one service of a type.
                services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<UpstreamFollower>(upstream));
            }
        }
    }

    static UpstreamFollower Follow(IServiceProvider provider, Schema schema, string upstream, Uri address) => new(
        upstream,
        new UpstreamWatchClient(
            address,
            schema.GrpcServiceOf(upstream),
            CredentialFor(address, provider.GetRequiredService<UpstreamCredential>()),
            provider.GetRequiredService<UpstreamTls>()),
        provider.GetRequiredService<MirrorWriter>(),
        provider.GetRequiredService<Replica>(),
        provider.GetRequiredService<IOptions<UpstreamOptions>>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<PlatformMetrics>(),
        provider.GetRequiredService<ILogger<UpstreamFollower>>());

    static UpstreamCredential CredentialFor(Uri address, UpstreamCredential credential) =>
        !credential.IsSet || address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
            ? credential
            : throw new SettingException($"Upstreams:CredentialFile is not sent to {address} without TLS. Use https.");

    static Uri AddressOf(string upstream, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new SettingException($"Upstreams:Addresses:{upstream} must be http://host:port or https://host[:port].");
}
