using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Replication.Upstreams;

/// <summary>The addresses of the upstreams and how they are followed. Section "Upstreams" of the settings.</summary>
public sealed record UpstreamOptions : IValidatableObject
{
    /// <summary>
    /// The gRPC address of each upstream, by service name, for example <c>Upstreams:Addresses:recognitions = http://recognitions:5101</c>.
    /// An upstream without an address is not followed, and fields derived from its facts stay unknown.
    /// </summary>
    public Dictionary<string, Uri> Addresses { get; init; } = [];

    /// <summary>
    /// The file with the access token or API key for watching the upstreams, read for each attempt. Default: empty, none is sent. The
    /// credential requires https, except on this machine.
    /// </summary>
    public string CredentialFile { get; init; } = "";

    /// <summary>The TLS options for https addresses.</summary>
    public UpstreamTlsOptions? Tls { get; init; }

    /// <summary>
    /// How often an upstream is asked for missed revisions, 1 s to 1 h. Default 30 s. The bus makes this unnecessary unless messages are
    /// lost, for example because a queue was purged or the broker is unavailable.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum time without a message from the upstream during an attempt to catch up, 1 s to 5 min. Default 15 s.</summary>
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
