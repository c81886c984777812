namespace KosovoNato.Serving.Transport;

/// <summary>The server's certificate. Section "Listen:Tls" of the settings; without it the ports speak without TLS.</summary>
public sealed record ServerTlsOptions
{
    /// <summary>The certificate and those above it, PEM. Read again when it changes. Required.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary>Its private key, PEM, without a password. Read again when it changes. Required.</summary>
    public string KeyFile { get; init; } = "";
}
