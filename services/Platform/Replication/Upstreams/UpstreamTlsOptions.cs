namespace KosovoNato.Replication.Upstreams;

/// <summary>
/// The TLS options for connections to upstreams. Section "Upstreams:Tls" of the settings; without it, the authorities that the machine
/// trusts are trusted and no client certificate is presented. Files are reloaded when they change.
/// </summary>
public sealed record UpstreamTlsOptions
{
    /// <summary>
    /// The certificates of the authority that issues the upstreams' certificates, PEM. Default: the authorities that the machine trusts.
    /// </summary>
    public string CertificateAuthorityFile { get; init; } = "";

    /// <summary>The client certificate, issued directly by an authority that the upstreams accept, PEM. Default: none.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>The private key of the certificate, PEM, without a password. Required with <see cref="CertificateFile"/>.</summary>
    public string KeyFile { get; init; } = "";

    internal bool IsComplete => CertificateFile.Length > 0 == KeyFile.Length > 0;
}
