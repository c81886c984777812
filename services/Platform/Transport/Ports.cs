using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Transport;

/// <summary>Opens the ports of a service and says what is spoken on them.</summary>
static class Ports
{
    public static void Open(KestrelServerOptions kestrel)
    {
        var services = kestrel.ApplicationServices;
        var listen = services.GetRequiredService<IOptions<ListenOptions>>().Value;
        var age = new ConnectionAge(listen.ConnectionAge, services.GetRequiredService<TimeProvider>());
        var tls = listen.Tls is { } options ? ActivatorUtilities.CreateInstance<ServerTls>(services, options) : null;
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Requests.RequestLimits.MostReceived;
        // A hundred, the default, would leave the 101st watcher of a connection waiting without a word.
        kestrel.Limits.Http2.MaxStreamsPerConnection = 1_000;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        // Without TLS a port speaks either HTTP/1.1 or HTTP/2.
        Add(listen.GrpcPort, HttpProtocols.Http2, tls);
        Add(listen.HttpPort, tls is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2, tls);
        if (listen.MetricsPort is { } port)
        {
            Add(port, HttpProtocols.Http1, tls: null);
        }

        void Add(int port, HttpProtocols protocols, ServerTls? tls) => kestrel.Listen(IPAddress.Parse(listen.Address), port, endpoint =>
        {
            endpoint.Protocols = protocols;
            endpoint.Use(next => connection => age.RunAsync(connection, next));
            tls?.Use(endpoint);
        });
    }

    /// <summary>Metrics on their own port if they have one, where nothing else is but health; else on every port.</summary>
    public static void ServeMetrics(WebApplication app, int? port)
    {
        app.UseOpenTelemetryPrometheusScrapingEndpoint(http => IsOn(http, port) && http.Request.Path == "/metrics");
        if (port is not null)
        {
            app.Use((http, next) => IsOn(http, port) && !http.Request.Path.StartsWithSegments("/health") ? NotHere(http) : next(http));
        }
    }

    static bool IsOn(HttpContext http, int? port) => port is null || http.Connection.LocalPort == port;

    static Task NotHere(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
