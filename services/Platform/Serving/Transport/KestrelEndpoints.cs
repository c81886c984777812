using System.Net;
using KosovoNato.Serving.Limits;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Transport;

/// <summary>Configures the ports of a service and their protocols.</summary>
static class KestrelEndpoints
{
    /// <summary>The default of 100 would let the 101st watcher on a connection wait without an error.</summary>
    public const int MaxStreamsPerConnection = 1_000;

    public static void Configure(KestrelServerOptions kestrel)
    {
        var services = kestrel.ApplicationServices;
        var listen = services.GetRequiredService<IOptions<ListenerOptions>>().Value;
        var timeProvider = services.GetRequiredService<TimeProvider>();
        var tls = listen.Tls is { } options ? ActivatorUtilities.CreateInstance<ServerTls>(services, options) : null;
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = RequestLimits.MaxBodyBytes;
        kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        // Without TLS, a port supports either HTTP/1.1 or HTTP/2.
        Add(listen.GrpcPort, HttpProtocols.Http2, tls);
        Add(listen.HttpPort, tls is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2, tls);
        if (listen.MetricsPort is { } port)
        {
            Add(port, HttpProtocols.Http1, tls: null);
        }

        void Add(int port, HttpProtocols protocols, ServerTls? tls) => kestrel.Listen(IPAddress.Parse(listen.Address), port, endpoint =>
        {
            endpoint.Protocols = protocols;
            ConnectionAge.Limit(endpoint, listen.MaxConnectionAge, timeProvider);
            tls?.Use(endpoint);
        });
    }
}
