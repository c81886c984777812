using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KosovoNato.Kernel.Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Replication.Upstreams;

/// <summary>
/// The client's side of TLS between services: each new connection uses what is in the files now. What stands against a connection
/// is thrown, so that it is in the failure of the call and from there in the log.
/// </summary>
public sealed class UpstreamTls
{
    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    readonly UpstreamTlsOptions files;
    readonly ReloadingFile<X509Certificate2>? own;
    readonly ReloadingFile<X509Certificate2Collection>? authority;
    readonly TimeProvider timeProvider;

    internal UpstreamTls(
        IOptions<UpstreamOptions> options, CertificateExpiryMetric lives, TimeProvider timeProvider, ILogger<UpstreamTls> logger)
    {
        this.timeProvider = timeProvider;
        files = options.Value.Tls ?? new();
        if (files.CertificateFile.Length > 0)
        {
            own = new(() => X509Certificate2.CreateFromPemFile(files.CertificateFile, files.KeyFile), timeProvider, logger,
                files.CertificateFile, files.KeyFile);
            lives.Observe("client", () => own.Value.NotAfter);
        }

        if (files.CertificateAuthorityFile.Length > 0)
        {
            authority = new(
                () => CertificateAuthorities.Read(files.CertificateAuthorityFile), timeProvider, logger, files.CertificateAuthorityFile);
        }
    }

    /// <summary>Whose certificate neighbors are shown; null if none is.</summary>
    internal string? ClientCertificateSubject => own?.Value.Subject;

    /// <summary>For a handler's connections, of which each asks anew.</summary>
    public SslClientAuthenticationOptions Options => new()
    {
        // A session that is resumed would go on with the certificate of before.
        AllowTlsResume = false,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        LocalCertificateSelectionCallback = own is null ? null : (_, _, _, _, _) => Own(own.Value),
        RemoteCertificateValidationCallback = authority is null ? null : (_, shown, _, errors) => IsNeighbor(shown, errors),
    };

    // Who is shown one that is over ends the connection without a word.
    X509Certificate2 Own(X509Certificate2 certificate) => timeProvider.GetUtcNow() < certificate.NotAfter
        ? certificate
        : throw new AuthenticationException(
            $"The certificate in {files.CertificateFile} ended at {certificate.NotAfter.ToUniversalTime():u}. It must be renewed.");

    // The name was compared with the address. Who issued it is looked at here, as the machine knows nothing of the authority.
    bool IsNeighbor(X509Certificate? shown, SslPolicyErrors errors)
    {
        if (shown is not X509Certificate2 certificate)
        {
            throw new AuthenticationException("It shows no certificate.");
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != SslPolicyErrors.None)
        {
            throw new AuthenticationException(
                $"It shows the certificate of {certificate.Subject}, which is not for the name in its address.");
        }

        return CertificateAuthorities.ProblemOf(authority!.Value, certificate, ServerAuthentication, timeProvider) is { } problem
            ? throw new AuthenticationException(
                $"It shows the certificate of {certificate.Subject}, which does not come from {files.CertificateAuthorityFile} as it must: "
                + $"{problem}.")
            : true;
    }
}
