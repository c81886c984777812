namespace KosovoNato.Serving.Transport;

/// <summary>The server certificate. Section "Listen:Tls" of the settings; without it, the ports do not use TLS.</summary>
public sealed record ServerTlsOptions
{
    /// <summary>The certificate and its chain, PEM. Reloaded when it changes. Required.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>The private key of the certificate, PEM, without a password. Reloaded when it changes. Required.</summary>
    public string KeyFile { get; init; } = "";
}
