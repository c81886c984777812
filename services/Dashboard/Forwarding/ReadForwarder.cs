using System.Net;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Serving.Access;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace KosovoNato.Dashboard.Forwarding;

/// <summary>
/// Forwards the page's reads to the services. Only RPCs that read are mapped, by name, so a write cannot pass through, whatever its name.
/// </summary>
sealed class ReadForwarder : IDisposable
{
    readonly IHttpForwarder forwarder;
    readonly UpstreamOptions upstreams;
    readonly ForwarderRequestConfig config;
    readonly ReadRequestTransformer call;
    readonly HttpMessageInvoker connections;

    public ReadForwarder(
        IHttpForwarder forwarder, IOptions<UpstreamOptions> upstreams, IOptions<DashboardOptions> options, UpstreamCredential credential,
        UpstreamTls tls)
    {
        (this.forwarder, this.upstreams) = (forwarder, upstreams.Value);
        call = new(credential);
        connections = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            EnableMultipleHttp2Connections = true,
            // Resolve names again from time to time, so that new instances get their share.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            SslOptions = tls.Options,
        });
        config = new()
        {
            // The services' gRPC port accepts gRPC-Web too, so one address is enough for everything.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = options.Value.ReadIdleTimeout,
        };
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var service in RpcPermissions.Services)
        {
            var address = upstreams.Addresses[service.Name].ToString();
            foreach (var rpc in service.Read)
            {
                routes.MapPost($"/{service.Service.FullName}/{rpc}", httpContext => ForwardAsync(httpContext, address));
            }
        }
    }

    public void Dispose() => connections.Dispose();

    async Task ForwardAsync(HttpContext httpContext, string address)
    {
        if (httpContext.Request.ContentType?.StartsWith("application/grpc-web", StringComparison.OrdinalIgnoreCase) is not true)
        {
            httpContext.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        await forwarder.SendAsync(httpContext, address, connections, config, call);
    }
}
