using System.Security.Cryptography.X509Certificates;

namespace KosovoNato.Serving.Transport;

/// <summary>Decides in the TLS handshake which client certificates are accepted.</summary>
interface IClientCertificates
{
    /// <summary>Whether client certificates are accepted at all.</summary>
    bool AreAccepted { get; }

    /// <summary>Whether a certificate is accepted now.</summary>
    bool IsTrusted(X509Certificate2 certificate);
}
