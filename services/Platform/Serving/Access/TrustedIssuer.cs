using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace KosovoNato.Serving.Access;

/// <summary>An issuer whose tokens are accepted, and how one of them is checked.</summary>
sealed class TrustedIssuer : IDisposable
{
    const int MinRsaKeyBits = 2_048;

    /// <summary>Only with a key pair: what checks a signature must not be able to make one. "none" and HS… are not among them.</summary>
    public static readonly IReadOnlyList<string> Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    readonly SigningKeyCache keys;

    public TrustedIssuer(string name, IssuerOptions options, HttpClient http, TimeProvider timeProvider, ILogger logger)
    {
        (Name, Options) = (name, options);
        if (options.JwksFile.Length > 0)
        {
            // Now rather than at the first token: a file that cannot be read stops the start.
            ReadFile(options.JwksFile);
            keys = new SigningKeyCache(name, _ => Task.FromResult(ReadFile(options.JwksFile)), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), timeProvider, logger);
        }
        else
        {
            keys = new SigningKeyCache(name, cancellationToken => DiscoverAsync(options, http, cancellationToken), TimeSpan.FromHours(1), TimeSpan.FromSeconds(10), timeProvider, logger);
        }
    }

    public string Name { get; }

    public IssuerOptions Options { get; }

    public async ValueTask<TokenValidationParameters> ParametersAsync(string keyId, CancellationToken cancellationToken) => new()
    {
        ValidIssuer = Options.Issuer,
        ValidAudience = Options.Audience,
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = await keys.FindAsync(keyId, cancellationToken),
        RequireSignedTokens = true,
        // By our own clock, which says apart what is over and what has no end.
        ValidateLifetime = false,
    };

    public void Dispose() => keys.Dispose();

    static IReadOnlyList<SecurityKey> ReadFile(string file)
    {
        try
        {
            return Usable(new JsonWebKeySet(File.ReadAllText(file)), file);
        }
        catch (ArgumentException notKeys)
        {
            throw new InvalidDataException($"{file} is not a JSON Web Key Set.", notKeys);
        }
    }

    static async Task<IReadOnlyList<SecurityKey>> DiscoverAsync(IssuerOptions options, HttpClient http, CancellationToken cancellationToken)
    {
        var address = AccessOptionsValidator.MetadataOf(options);
        var documents = new HttpDocumentRetriever(http) { RequireHttps = new Uri(address).Scheme == Uri.UriSchemeHttps };
        var found = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, cancellationToken);
        return found.Issuer == options.Issuer
            ? Usable(found.JsonWebKeySet, address)
            : throw new InvalidDataException($"{address} is the configuration of another issuer.");
    }

    static IReadOnlyList<SecurityKey> Usable(JsonWebKeySet? set, string from)
    {
        var all = set ?? new JsonWebKeySet();
        if (all.Keys.Any(key => key.Kty is not (JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve)))
        {
            throw new InvalidDataException($"{from} has a secret key, or one of another kind. Give public ones only: RSA or EC.");
        }

        var usable = all.GetSigningKeys().Where(IsUsable).ToList();
        return usable.Count > 0 ? usable : throw new InvalidDataException($"{from} has no public key that can be used: RSA of {MinRsaKeyBits} bits, or EC.");
    }

    static bool IsUsable(SecurityKey key) => key switch
    {
        RsaSecurityKey or X509SecurityKey { PublicKey: RSA } => key.KeySize >= MinRsaKeyBits,
        ECDsaSecurityKey or X509SecurityKey { PublicKey: ECDsa } => true,
        _ => false,
    };
}
