using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KosovoNato.Kernel.Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Replication.Upstreams;

/// <summary>
/// The client side of TLS between services. Each new connection uses the current content of the files. A rejected certificate causes an
/// exception, so that the reason is in the error of the call and from there in the log.
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
            own = new(
                "Upstreams:Tls", () => X509Certificate2.CreateFromPemFile(files.CertificateFile, files.KeyFile), timeProvider, logger,
                files.CertificateFile, files.KeyFile);
            lives.Observe("client", () => own.Value.NotAfter);
        }

        if (files.CertificateAuthorityFile.Length > 0)
        {
            authority = new(
                "Upstreams:Tls:CertificateAuthorityFile", () => CertificateAuthorities.Read(files.CertificateAuthorityFile), timeProvider,
                logger, files.CertificateAuthorityFile);
        }
    }

    /// <summary>The subject of the client certificate for upstreams. Null if there is none.</summary>
    internal string? ClientCertificateSubject => own?.Value.Subject;

    /// <summary>The options of a handler's connections. Each new connection reads the current certificates.</summary>
    public SslClientAuthenticationOptions Options => new()
    {
        // A resumed session would continue with the previous certificate.
        AllowTlsResume = false,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        LocalCertificateSelectionCallback = own is null ? null : (_, _, _, _, _) => Own(own.Value),
        RemoteCertificateValidationCallback = authority is null ? null : (_, shown, _, errors) => IsUpstream(shown, errors),
    };

    // A server closes the connection without a reason if the certificate has expired, so the reason is given here.
    X509Certificate2 Own(X509Certificate2 certificate) => timeProvider.GetUtcNow() < certificate.NotAfter
        ? certificate
        : throw new AuthenticationException(
            $"The certificate in {files.CertificateFile} expired at {certificate.NotAfter.ToUniversalTime():u} and must be renewed.");

    // TLS has compared the name with the address. The issuer is checked here, because the machine does not know the authority.
    bool IsUpstream(X509Certificate? shown, SslPolicyErrors errors)
    {
        if (shown is not X509Certificate2 certificate)
        {
            throw new AuthenticationException("The upstream presented no certificate.");
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != SslPolicyErrors.None)
        {
            throw new AuthenticationException(
                $"The upstream presented the certificate of {certificate.Subject}, which is not valid for the name in its address.");
        }

        return CertificateAuthorities.ProblemOf(authority!.Value, certificate, ServerAuthentication, timeProvider) is { } problem
            ? throw new AuthenticationException(
                $"The upstream presented the certificate of {certificate.Subject}, which is not trusted by "
                + $"{files.CertificateAuthorityFile}: {problem}.")
            : true;
    }
}
