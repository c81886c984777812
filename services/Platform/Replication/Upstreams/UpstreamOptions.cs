using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Replication.Upstreams;

/// <summary>Where the services are that this one learns from, and how they are followed. Section "Upstreams" of the settings.</summary>
public sealed record UpstreamOptions : IValidatableObject
{
    /// <summary>
    /// The gRPC address of each neighbor by its name, such as <c>Upstreams:Addresses:recognitions = http://recognitions:5101</c>.
    /// One without an address is not followed: what rests on its facts stays unknown.
    /// </summary>
    public Dictionary<string, Uri> Addresses { get; init; } = [];

    /// <summary>
    /// A file with the access token or key by which this service watches its neighbors, read for each attempt. Unset: none is
    /// sent. Sent to https, and to this machine, never to http elsewhere.
    /// </summary>
    public string CredentialFile { get; init; } = "";

    /// <summary>Whom this service believes at https, and what it shows there.</summary>
    public UpstreamTlsOptions? Tls { get; init; }

    /// <summary>
    /// How often a neighbor is asked whether anything was missed, 1 s to 1 h; default 30 s. Messages on the bus make it unnecessary,
    /// unless they were lost: a queue that was purged, a broker that is away.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one attempt to catch up may go without hearing from the neighbor, 1 s to 5 min. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Tls is { IsComplete: false })
        {
            yield return new("Upstreams:Tls needs both CertificateFile and KeyFile, or neither.");
        }
    }
}
