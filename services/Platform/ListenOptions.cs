using System.ComponentModel.DataAnnotations;
using System.Net;

namespace KosovoNato.Platform;

/// <summary>Where a service listens. Section "Listen" of the settings.</summary>
public sealed record ListenOptions
{
    /// <summary>The address to listen at. Default 127.0.0.1: who wants to be reached from elsewhere says so.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Address { get; init; } = IPAddress.Loopback.ToString();

    /// <summary>The port for gRPC (HTTP/2 without TLS), 0 to 65,535; 0 takes a free one. Default 8081.</summary>
    [Range(0, 65_535)]
    public int GrpcPort { get; init; } = 8081;

    /// <summary>The port for JSON, gRPC-Web and metrics (HTTP/1.1), 0 to 65,535; 0 takes a free one. Default 8080.</summary>
    [Range(0, 65_535)]
    public int HttpPort { get; init; } = 8080;

    /// <summary>How long the process may take to stop, 1 to 60 s. Default 1.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(1.5);
}
