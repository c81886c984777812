using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace KosovoNato.Serving.Transport;

/// <summary>
/// Makes the address of a client behind a proxy the address of its calls, by which limits count them. A proxy in
/// <see cref="ListenerOptions.TrustedProxies"/> appends the address to <c>X-Forwarded-For</c>.
/// </summary>
static class ClientAddress
{
    public static void Use(WebApplication app, ListenerOptions listen)
    {
        if (listen.TrustedProxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor,
            // Only the last entry is of the proxy. A client can send the others, and would choose its address.
            ForwardLimit = 1,
        };
        // By default, every program on this machine is trusted.
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in listen.TrustedProxies)
        {
            options.KnownIPNetworks.Add(TryParse(proxy, out var network)
                ? network
                : throw new InvalidOperationException("Listen:TrustedProxies is validated at the start."));
        }

        app.UseForwardedHeaders(options);
    }

    /// <summary>Reads the address of a proxy, or a network of proxies. A network of all addresses is not accepted.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network) && network.PrefixLength > 0;
    }
}
