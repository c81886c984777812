using System.ComponentModel.DataAnnotations;
using System.Net;

namespace KosovoNato.Serving.Transport;

/// <summary>Where a service listens. Section "Listen" of the settings.</summary>
public sealed record ListenerOptions
{
    /// <summary>The address to listen at. Default 127.0.0.1: who wants to be reached from elsewhere says so.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Address { get; init; } = IPAddress.Loopback.ToString();

    /// <summary>The port for gRPC (HTTP/2, without TLS unless Tls is set), 0 to 65,535; 0 takes a free one. Default 8081.</summary>
    [Range(0, 65_535)]
    public int GrpcPort { get; init; } = 8081;

    /// <summary>The port for JSON, gRPC-Web, health and metrics (HTTP/1.1), 0 to 65,535; 0 takes a free one. Default 8080.</summary>
    [Range(0, 65_535)]
    public int HttpPort { get; init; } = 8080;

    /// <summary>
    /// A port of its own for metrics and health, without TLS, 1 to 65,535; then metrics are not on the HTTP port. Unset: there is
    /// none. Whoever reaches metrics reads them, so it belongs inside the cluster.
    /// </summary>
    [Range(1, 65_535)]
    public int? MetricsPort { get; init; }

    /// <summary>TLS on the ports for gRPC and JSON; none if unset.</summary>
    public ServerTlsOptions? Tls { get; init; }

    /// <summary>
    /// Age at which a connection is asked to close after its calls, so that replicas share the load anew; each one's own is up to
    /// 10 % more or less. 1 s to 24 h, default 10 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxConnectionAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the process may take to stop, 1 to 60 s. Default 1.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Says whether only this machine reaches the service.</summary>
    internal bool IsLoopbackOnly => IPAddress.TryParse(Address, out var address) && IPAddress.IsLoopback(address);
}
