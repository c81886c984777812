using System.Security.Cryptography;
using KosovoNato.Kernel;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace KosovoNato.Serving.Access;

/// <summary>
/// Configures JwtBearer for each issuer; the scheme is the issuer's short name. <see cref="SigningKeyManager"/> handles discovery and key
/// rotation, and <see cref="AccessTokenAuthenticator"/> checks the lifetime of tokens.
/// </summary>
sealed class JwtBearerSetup(IOptions<AccessOptions> access, TimeProvider timeProvider, ILogger<JwtBearerSetup> logger)
    : IConfigureNamedOptions<JwtBearerOptions>, IDisposable
{
    public const int MaxTokenBytes = 16 << 10;
    const int MinRsaKeyBits = 2_048;

    /// <summary>
    /// The accepted algorithms. All use key pairs: a service that verifies a signature must not be able to create one, so "none" and HS are
    /// not accepted.
    /// </summary>
    public static readonly IReadOnlyList<string> Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 1 << 20 };

    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        var issuer = access.Value.Issuers[name!];
        options.SaveToken = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new JsonWebTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxTokenBytes });
        options.ConfigurationManager = KeysOf(name!, issuer);
        options.TokenValidationParameters = new()
        {
            ValidIssuer = issuer.Issuer,
            ValidAudience = issuer.Audience,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            // AccessTokenAuthenticator checks the lifetime and distinguishes an expired token from a token without an expiration time.
            ValidateLifetime = false,
        };
    }

    public void Dispose() => http.Dispose();

    SigningKeyManager KeysOf(string name, IssuerOptions issuer)
    {
        if (issuer.JwksFile.Length == 0)
        {
            return Manager(cancellationToken => DiscoverAsync(issuer, cancellationToken), TimeSpan.FromHours(1), TimeSpan.FromSeconds(10));
        }

        // Read the file now, so that an unreadable file fails the start and not the first token.
        SettingFile.Read($"Access:Issuers:{name}:JwksFile", () => ReadFile(issuer));
        return Manager(_ => Task.FromResult(ReadFile(issuer)), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));

        // The last known good configuration would keep accepting a key that its issuer has revoked.
        SigningKeyManager Manager(Func<CancellationToken, Task<OpenIdConnectConfiguration>> fetch, TimeSpan maxAge, TimeSpan minInterval) =>
            new(name, fetch, maxAge, minInterval, timeProvider, logger) { UseLastKnownGoodConfiguration = false };
    }

    async Task<OpenIdConnectConfiguration> DiscoverAsync(IssuerOptions issuer, CancellationToken cancellationToken)
    {
        var address = AccessOptionsValidator.MetadataOf(issuer);
        var documents = new HttpDocumentRetriever(http) { RequireHttps = new Uri(address).Scheme == Uri.UriSchemeHttps };
        var found = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, cancellationToken);
        return found.Issuer == issuer.Issuer
            ? Usable(issuer, found.JsonWebKeySet, address)
            : throw new InvalidDataException($"{address} has the configuration of another issuer.");
    }

    static OpenIdConnectConfiguration ReadFile(IssuerOptions issuer)
    {
        try
        {
            return Usable(issuer, new JsonWebKeySet(File.ReadAllText(issuer.JwksFile)), issuer.JwksFile);
        }
        catch (ArgumentException notKeys)
        {
            throw new InvalidDataException($"{issuer.JwksFile} is not a JSON Web Key Set.", notKeys);
        }
    }

    static OpenIdConnectConfiguration Usable(IssuerOptions issuer, JsonWebKeySet? set, string from)
    {
        var all = set ?? new JsonWebKeySet();
        if (all.Keys.Any(key => key.Kty is not (JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve)))
        {
            throw new InvalidDataException($"{from} has a secret key or a key of an unknown type. Use only public keys: RSA or EC.");
        }

        var configuration = new OpenIdConnectConfiguration { Issuer = issuer.Issuer };
        foreach (var key in all.GetSigningKeys().Where(IsUsable))
        {
            configuration.SigningKeys.Add(key);
        }

        return configuration.SigningKeys.Count > 0
            ? configuration
            : throw new InvalidDataException($"{from} has no usable public key: RSA of at least {MinRsaKeyBits} bits, or EC.");
    }

    static bool IsUsable(SecurityKey key) => key switch
    {
        RsaSecurityKey or X509SecurityKey { PublicKey: RSA } => key.KeySize >= MinRsaKeyBits,
        ECDsaSecurityKey or X509SecurityKey { PublicKey: ECDsa } => true,
        _ => false,
    };
}
