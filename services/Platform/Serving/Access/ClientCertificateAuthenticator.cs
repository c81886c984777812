using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Access;

/// <summary>Client certificates of the configured authority, and whose they are.</summary>
sealed partial class ClientCertificateAuthenticator
{
    const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    readonly ReloadingFile<X509Certificate2Collection>? authority;
    readonly Dictionary<string, ClientCertificateMapping> bySubject = new(StringComparer.Ordinal);
    // A connection has one certificate object for all of its calls.
    readonly ConditionalWeakTable<X509Certificate2, Caller> found = [];
    readonly TimeProvider timeProvider;
    readonly ILogger<ClientCertificateAuthenticator> logger;
    string refused = "";

    public ClientCertificateAuthenticator(
        IOptions<AccessOptions> options, TimeProvider timeProvider, ILogger<ClientCertificateAuthenticator> logger)
    {
        (this.timeProvider, this.logger) = (timeProvider, logger);
        if (options.Value.Certificates is not { } certificates)
        {
            return;
        }

        authority = new(
            () => CertificateAuthorities.Read(certificates.CertificateAuthorityFile), timeProvider, logger,
            certificates.CertificateAuthorityFile);
        foreach (var caller in certificates.Callers)
        {
            bySubject[new X500DistinguishedName(caller.Subject).Name] = caller;
        }
    }

    /// <summary>Whether a connection may show one.</summary>
    public bool AreAccepted => authority is not null;

    public bool IsName(string actor) => bySubject.Values.Any(caller => ActorName.EqualsIgnoreCase(caller.Actor, actor));

    /// <summary>Who has shown a certificate on this connection; none if nobody did.</summary>
    public Caller? CallerOf(HttpContext httpContext)
    {
        if (authority is null || httpContext.Connection.ClientCertificate is not { } certificate)
        {
            return null;
        }

        var caller = found.GetValue(certificate, Find);
        return timeProvider.GetUtcNow() < caller.ExpiresAt ? caller : throw AccessErrors.Expired();
    }

    /// <summary>
    /// Whether the authority has issued it for clients, and it is valid now. If not, the log says why: whoever shows it is only told
    /// that the connection ends.
    /// </summary>
    public bool IsTrusted(X509Certificate2 certificate)
    {
        if (CertificateAuthorities.ProblemOf(authority!.Value, certificate, ClientAuthentication, timeProvider) is not { } problem)
        {
            return true;
        }

        // Who is refused comes again at once; it is said once.
        if (Interlocked.Exchange(ref refused, $"{certificate.Thumbprint} {problem}") != $"{certificate.Thumbprint} {problem}")
        {
            Refused(logger, certificate.Subject, problem);
        }

        return false;
    }

    Caller Find(X509Certificate2 certificate) =>
        bySubject.TryGetValue(certificate.SubjectName.Name, out var caller)
            ? new Caller(caller.Actor, caller.Permissions.ToFrozenSet(StringComparer.Ordinal), certificate.NotAfter)
            // Known to the authority and not to us: it may do nothing, not even what is open to those who show none.
            : new Caller(ActorName.Anonymous, [], certificate.NotAfter) { IsAnonymous = true };

    [LoggerMessage(EventName = "access.client_certificate_rejected", Level = LogLevel.Warning,
        Message = "The client certificate of {Subject} is refused: {Problem}.")]
    static partial void Refused(ILogger logger, string subject, string problem);
}
