using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Certificates;
using KosovoNato.Serving.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Access;

/// <summary>Authenticates client certificates of the configured authority.</summary>
sealed partial class ClientCertificateAuthenticator : IClientCertificates
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
            "Access:Certificates:CertificateAuthorityFile",
            () => CertificateAuthorities.Read(certificates.CertificateAuthorityFile), timeProvider, logger,
            certificates.CertificateAuthorityFile);
        foreach (var caller in certificates.Callers)
        {
            bySubject[new X500DistinguishedName(caller.Subject).Name] = caller;
        }
    }

    public bool AreAccepted => authority is not null;

    public bool IsName(string actor) => bySubject.Values.Any(caller => ActorName.EqualsIgnoreCase(caller.Actor, actor));

    /// <summary>Returns the caller of this connection's certificate, or null if there is no certificate.</summary>
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
    /// Whether the authority issued the certificate for clients and it is valid now. If not, the reason is logged: the client only sees
    /// that the connection is closed.
    /// </summary>
    public bool IsTrusted(X509Certificate2 certificate)
    {
        if (CertificateAuthorities.ProblemOf(authority!.Value, certificate, ClientAuthentication, timeProvider) is not { } problem)
        {
            return true;
        }

        // A rejected client reconnects immediately, so log a problem only once.
        if (Interlocked.Exchange(ref refused, $"{certificate.Thumbprint} {problem}") != $"{certificate.Thumbprint} {problem}")
        {
            Refused(logger, certificate.Subject, problem);
        }

        return false;
    }

    Caller Find(X509Certificate2 certificate) =>
        bySubject.TryGetValue(certificate.SubjectName.Name, out var caller)
            ? new Caller(caller.Actor, caller.Permissions.ToFrozenSet(StringComparer.Ordinal), certificate.NotAfter)
            // Issued by the authority but not configured: no permissions, not even the permissions of anonymous callers.
            : new Caller(ActorName.Anonymous, [], certificate.NotAfter) { IsAnonymous = true };

    [LoggerMessage(EventName = "access.client_certificate_rejected", Level = LogLevel.Warning,
        Message = "Access: rejected the client certificate of {Subject}: {Problem}.")]
    static partial void Refused(ILogger logger, string subject, string problem);
}
