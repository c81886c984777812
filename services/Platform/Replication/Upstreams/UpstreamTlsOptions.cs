namespace KosovoNato.Replication.Upstreams;

/// <summary>
/// Whom a service believes at https, and what it shows there. Section "Upstreams:Tls" of the settings; without it the authorities
/// of the machine are believed and nothing is shown. The files are read again when they change.
/// </summary>
public sealed record UpstreamTlsOptions
{
    /// <summary>
    /// The certificates of the authority that issues those of the neighbors, PEM. Default: the authorities of the machine.
    /// </summary>
    public string CertificateAuthorityFile { get; init; } = "";

    /// <summary>The certificate to show, issued by an authority that the neighbors accept directly, PEM. Default: none.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>Its private key, PEM, without a password. Required with it.</summary>
    public string KeyFile { get; init; } = "";

    internal bool IsComplete => CertificateFile.Length > 0 == KeyFile.Length > 0;
}
