using System.ComponentModel.DataAnnotations;
using System.Net;

namespace KosovoNato.Serving.Transport;

/// <summary>The address and the ports of a service. Section "Listen" of the settings.</summary>
public sealed record ListenerOptions
{
    /// <summary>The address to listen on. Default 127.0.0.1, so that other machines have no access unless it is configured.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Address { get; init; } = IPAddress.Loopback.ToString();

    /// <summary>The port for gRPC (HTTP/2, without TLS unless Tls is set), 0 to 65,535; 0 selects a free port. Default 8081.</summary>
    [Range(0, 65_535)]
    public int GrpcPort { get; init; } = 8081;

    /// <summary>The port for JSON, gRPC-Web, health and metrics (HTTP/1.1), 0 to 65,535; 0 selects a free port. Default 8080.</summary>
    [Range(0, 65_535)]
    public int HttpPort { get; init; } = 8080;

    /// <summary>
    /// A separate port for metrics and health checks, without TLS, 1 to 65,535; metrics are then not on the HTTP port. Default: none. Every
    /// client with access to this port can read metrics, so keep it inside the cluster.
    /// </summary>
    [Range(1, 65_535)]
    public int? MetricsPort { get; init; }

    /// <summary>TLS on the ports for gRPC and JSON. Default: none.</summary>
    public ServerTlsOptions? Tls { get; init; }

    /// <summary>
    /// The origins whose pages may call this program with gRPC-Web, JSON and <c>/events</c> (CORS), for example
    /// <c>https://example.org</c>: scheme, host and, unless it is the default, port. <c>*</c> as the only entry allows every origin.
    /// Cookies and client certificates of a browser are never accepted from another origin; tokens and keys in the header
    /// <c>authorization</c> are. Default: none, only pages of this program.
    /// </summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>
    /// The proxies of which the service takes over the address of the client, each as an address or a network, for example
    /// <c>10.244.0.0/16</c>: the last entry of <c>X-Forwarded-For</c>. Limits per caller then count anonymous clients behind a proxy
    /// separately. List only addresses from which no client calls directly, because a client there could choose its address. Default:
    /// none, the header is ignored.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>
    /// A file to which the service writes its addresses as JSON when it is ready, and which it deletes when it stops. For programs that
    /// start it on free ports. The directory must exist. Default: none.
    /// </summary>
    public string AddressFile { get; init; } = "";

    /// <summary>
    /// The age at which a connection that is in use is asked to close after its calls, so that instances share the load evenly; varied by
    /// up to 10 % per connection. 1 s to 24 h. Default 10 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxConnectionAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The time that the process may take to stop, 1 to 60 s. Default 1.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Whether only this machine can reach the service.</summary>
    internal bool IsLoopbackOnly => IPAddress.TryParse(Address, out var address) && IPAddress.IsLoopback(address);
}
