using System.Collections.Frozen;
using System.Runtime.InteropServices;
using KosovoNato.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KosovoNato.Serving.Access;

/// <summary>
/// Authenticates access tokens of the configured issuers. JwtBearer validates each token once. Its hash is then cached for at most five
/// minutes, so that the revocation of a signing key takes effect within this time. The token itself is not stored.
/// </summary>
sealed class AccessTokenAuthenticator(
    IOptions<AccessOptions> options, IOptionsMonitor<JwtBearerOptions> bearer, ApiKeys keys, ClientCertificateAuthenticator certificates,
    CallerRateLimiter rates, TimeProvider timeProvider) : IDisposable
{
    const int MaxCacheEntries = 10_000;
    static readonly TimeSpan MaxCacheDuration = TimeSpan.FromMinutes(5);
    static readonly FrozenSet<string> Permissions = RpcPermissions.Services.SelectMany(service => service.All)
        .ToFrozenSet(StringComparer.Ordinal);

    readonly JsonWebTokenHandler reader = new() { MaximumTokenSizeInBytes = JwtBearerSetup.MaxTokenBytes };
    readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MaxCacheEntries });
    readonly FrozenDictionary<string, Issuer> issuers = options.Value.Issuers.ToFrozenDictionary(
        issuer => issuer.Value.Issuer, issuer => new Issuer(issuer.Key, issuer.Value, bearer.Get(issuer.Key)), StringComparer.Ordinal);

    public bool AreAccepted => issuers.Count > 0;

    public void Dispose() => cache.Dispose();

    public ValueTask<Caller> AuthenticateAsync(HttpContext httpContext, ReadOnlySpan<char> token, ReadOnlySpan<byte> hash)
    {
        var key = MemoryMarshal.Read<TokenHash>(hash);
        if (cache.Get<CacheEntry>(key) is { } seen)
        {
            var now = timeProvider.GetUtcNow();
            if (now >= seen.Caller.ExpiresAt)
            {
                throw AccessErrors.Expired();
            }

            if (now < seen.Until)
            {
                return new(seen.Caller);
            }
        }

        // Verifying a signature costs a hundred times as much as finding a known token, so it counts toward the rate of the address.
        rates.Acquire(Caller.ShareOfAddress(httpContext));
        return new(CheckAsync(httpContext, token.ToString(), key));
    }

    async Task<Caller> CheckAsync(HttpContext httpContext, string text, TokenHash hash)
    {
        var token = Read(text);
        if (!JwtBearerSetup.Algorithms.Contains(token.Alg, StringComparer.Ordinal))
        {
            throw AccessErrors.Rejected(AccessTokenProblem.Algorithm);
        }

        var issuer = issuers.GetValueOrDefault(token.Issuer) ?? throw AccessErrors.Rejected(AccessTokenProblem.Issuer);
        // Without keys, JwtBearer would report an invalid signature. This reports that the issuer is unavailable.
        await issuer.Bearer.ConfigurationManager!.GetConfigurationAsync(httpContext.RequestAborted);
        var result = await httpContext.AuthenticateAsync(issuer.Scheme);
        if (!result.Succeeded)
        {
            throw AccessErrors.Rejected(ProblemOf(result.Failure));
        }

        var caller = CallerOf(token, issuer);
        var until = timeProvider.GetUtcNow() + MaxCacheDuration;
        var entry = new CacheEntry(caller, caller.ExpiresAt < until ? caller.ExpiresAt : until);
        cache.Set(hash, entry, new MemoryCacheEntryOptions { Size = 1 });
        return caller;
    }

    JsonWebToken Read(string text)
    {
        try
        {
            // Critical header parameters must be understood, and none is supported.
            if (text.Length <= JwtBearerSetup.MaxTokenBytes && reader.CanReadToken(text) && reader.ReadJsonWebToken(text) is var token
                && !token.TryGetHeaderValue<object>("crit", out _))
            {
                return token;
            }
        }
        catch (ArgumentException)
        {
            // The text looked like a token but is not valid. It is rejected below.
        }

        throw AccessErrors.Rejected(AccessTokenProblem.Malformed);
    }

    Caller CallerOf(JsonWebToken token, Issuer issuer)
    {
        var now = timeProvider.GetUtcNow();
        var skew = issuer.Options.ClockSkew;
        if (token.ValidTo == DateTime.MinValue)
        {
            throw AccessErrors.Rejected(AccessTokenProblem.Expiry);
        }

        if (token.ValidFrom != DateTime.MinValue && new DateTimeOffset(token.ValidFrom, TimeSpan.Zero) - skew > now)
        {
            throw AccessErrors.Rejected(AccessTokenProblem.NotYetValid);
        }

        var end = new DateTimeOffset(token.ValidTo, TimeSpan.Zero);
        var expires = end < DateTimeOffset.MaxValue - skew ? end + skew : end;
        return now < expires ? new Caller(ActorOf(token, issuer), PermissionsOf(token, issuer), expires) : throw AccessErrors.Expired();
    }

    /// <summary>
    /// Returns the actor of a token. With several issuers, it includes the short name of the issuer, because the same subject at another
    /// issuer is another actor.
    /// </summary>
    string ActorOf(JsonWebToken token, Issuer issuer)
    {
        var subject = token.Claims.FirstOrDefault(claim => claim.Type == issuer.Options.ActorClaim)?.Value ?? "";
        var actor = issuers.Count == 1 || subject.Length == 0 ? subject : $"{issuer.Scheme}/{subject}";
        return ActorName.IsAllowed(actor) && !keys.IsName(actor) && !certificates.IsName(actor)
            ? actor
            : throw AccessErrors.Rejected(AccessTokenProblem.Subject);
    }

    static FrozenSet<string> PermissionsOf(JsonWebToken token, Issuer issuer) =>
        token.Claims.Where(claim => claim.Type == issuer.Options.ScopeClaim)
            .SelectMany(claim => claim.Value.Split(' '))
            .Where(Permissions.Contains)
            .ToFrozenSet(StringComparer.Ordinal);

    static AccessTokenProblem ProblemOf(Exception? failure) => failure switch
    {
        SecurityTokenInvalidAudienceException => AccessTokenProblem.Audience,
        SecurityTokenInvalidIssuerException => AccessTokenProblem.Issuer,
        SecurityTokenInvalidAlgorithmException => AccessTokenProblem.Algorithm,
        SecurityTokenMalformedException => AccessTokenProblem.Malformed,
        _ => AccessTokenProblem.Signature,
    };

    sealed record Issuer(string Scheme, IssuerOptions Options, JwtBearerOptions Bearer);

    /// <summary>The SHA-256 of a token.</summary>
    readonly record struct TokenHash(UInt128 First, UInt128 Second);

    sealed record CacheEntry(Caller Caller, DateTimeOffset Until);
}
