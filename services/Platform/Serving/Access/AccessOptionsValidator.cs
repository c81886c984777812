using System.Security.Cryptography.X509Certificates;
using KosovoNato.Kernel;
using KosovoNato.Serving.Transport;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Access;

/// <summary>Validates the options of access control at the start and reports all errors at once.</summary>
sealed class AccessOptionsValidator(IOptions<ListenerOptions> listen) : IValidateOptions<AccessOptions>
{
    static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(25);

    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var faults = new List<string>();
        Require(options.ApiKeyFile.Length > 0 || options.HasIdentities,
            "Access:ApiKeyFile is required if neither issuers nor certificates are set.");
        Require(options.Writers.All(ActorName.IsAllowed),
            "Access:Writers must be names that are not reserved and have only visible characters.");
        foreach (var (key, issuer) in options.Issuers)
        {
            CheckIssuer($"Access:Issuers:{key}", issuer);
            Require(key.Length <= 40 && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'),
                $"Access:Issuers:{key}: the name must have at most 40 letters, digits and dashes.");
        }

        var issuers = options.Issuers.Values.Select(issuer => issuer.Issuer).Where(issuer => issuer.Length > 0).ToList();
        Require(issuers.Distinct(StringComparer.Ordinal).Count() == issuers.Count, "Access:Issuers: each Issuer must be unique.");
        if (options.Certificates is { } certificates)
        {
            CheckCertificates(certificates);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }

        void CheckIssuer(string at, IssuerOptions issuer)
        {
            Require(issuer.Issuer.Length > 0, $"{at}:Issuer is required.");
            Require(issuer.Audience.Length > 0, $"{at}:Audience is required: without it, tokens for other services are accepted.");
            Require(issuer.ActorClaim.Length > 0, $"{at}:ActorClaim must not be empty.");
            Require(issuer.ScopeClaim.Length > 0, $"{at}:ScopeClaim must not be empty.");
            Require(issuer.ClockSkew >= TimeSpan.Zero && issuer.ClockSkew <= MaxSkew, $"{at}:ClockSkew must be 0 to 25 s.");
            Require(
                issuer.JwksFile.Length == 0 || issuer.MetadataAddress.Length == 0, $"{at} must not set both JwksFile and MetadataAddress.");
            if (issuer.JwksFile.Length == 0)
            {
                Require(Uri.TryCreate(MetadataOf(issuer), UriKind.Absolute, out var address) && IsSafe(address),
                    $"{at}: the OpenID configuration must be at https://, or at http:// on this machine. Otherwise set JwksFile.");
            }
        }

        void CheckCertificates(ClientCertificateOptions certificates)
        {
            const string at = "Access:Certificates";
            Require(listen.Value.Tls is not null, $"{at} requires Listen:Tls: certificates are presented in the TLS handshake.");
            Require(certificates.CertificateAuthorityFile.Length > 0, $"{at}:CertificateAuthorityFile is required.");
            Require(certificates.Callers.Count > 0, $"{at}:Callers must not be empty.");
            for (var i = 0; i < certificates.Callers.Count; i++)
            {
                var caller = certificates.Callers[i];
                Require(IsDistinguishedName(caller.Subject),
                    $"{at}:Callers:{i}:Subject must be a distinguished name, for example CN=importer, O=Ministry.");
                Require(ActorName.IsAllowed(caller.Actor),
                    $"{at}:Callers:{i}:Actor must be a name that is not reserved and has only visible characters.");
                var unknown = caller.Permissions.Except(KnownPermissions, StringComparer.Ordinal).ToList();
                Require(unknown.Count == 0 && caller.Permissions.Count > 0,
                    $"{at}:Callers:{i}:Permissions must be one or more of "
                    + $"{string.Join(", ", KnownPermissions)}{(unknown.Count > 0 ? $"; unknown: {string.Join(", ", unknown)}" : "")}.");
            }
        }
    }

    static IReadOnlyList<string> KnownPermissions { get; } = [.. RpcPermissions.Services.SelectMany(service => service.All)];

    internal static string MetadataOf(IssuerOptions issuer) =>
        issuer.MetadataAddress.Length > 0 ? issuer.MetadataAddress : $"{issuer.Issuer.TrimEnd('/')}/.well-known/openid-configuration";

    static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    static bool IsDistinguishedName(string text)
    {
        try
        {
            return text.Length > 0 && new X500DistinguishedName(text).RawData.Length > 2;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }
}
