using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using KosovoNato.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KosovoNato.Serving.Access;

/// <summary>
/// Access tokens of the configured issuers. Each is checked once and then known by its hash, for five minutes at most, so that
/// a key that its issuer takes back is noticed; the token itself is not kept.
/// </summary>
sealed class AccessTokenValidator : IDisposable
{
    const int MaxTokenBytes = 16 << 10;
    const int MaxCacheEntries = 10_000;
    static readonly TimeSpan MaxCacheDuration = TimeSpan.FromMinutes(5);
    static readonly FrozenSet<string> Permissions = RpcPermissions.Services.SelectMany(service => service.All).ToFrozenSet(StringComparer.Ordinal);

    readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxTokenBytes };
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 1 << 20 };
    readonly ConcurrentDictionary<TokenHash, CacheEntry> known = new();
    readonly FrozenDictionary<string, TrustedIssuer> issuers;
    readonly ApiKeys keys;
    readonly ClientCertificateAuthenticator certificates;
    readonly CallerRateLimiter rates;
    readonly TimeProvider timeProvider;

    public AccessTokenValidator(
        IOptions<AccessOptions> options, ApiKeys keys, ClientCertificateAuthenticator certificates, CallerRateLimiter rates, TimeProvider timeProvider, ILogger<AccessTokenValidator> logger)
    {
        (this.keys, this.certificates, this.rates, this.timeProvider) = (keys, certificates, rates, timeProvider);
        issuers = options.Value.Issuers.ToFrozenDictionary(
            issuer => issuer.Value.Issuer, issuer => new TrustedIssuer(issuer.Key, issuer.Value, http, timeProvider, logger), StringComparer.Ordinal);
    }

    public bool AreAccepted => issuers.Count > 0;

    public ValueTask<Caller> CallerOfAsync(HttpContext call, ReadOnlySpan<char> token, ReadOnlySpan<byte> hash)
    {
        var key = MemoryMarshal.Read<TokenHash>(hash);
        if (known.TryGetValue(key, out var seen))
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

        // A signature costs a hundred times what a known token does: who makes us check many pays for it by address.
        rates.Acquire(Caller.ShareOfAddress(call));
        return new(CheckAsync(token.ToString(), key, call.RequestAborted));
    }

    async Task<Caller> CheckAsync(string text, TokenHash hash, CancellationToken cancellationToken)
    {
        var token = Read(text);
        if (!TrustedIssuer.Algorithms.Contains(token.Alg, StringComparer.Ordinal))
        {
            throw AccessErrors.Rejected(AccessTokenProblem.Algorithm);
        }

        var issuer = issuers.GetValueOrDefault(token.Issuer) ?? throw AccessErrors.Rejected(AccessTokenProblem.Issuer);
        var parameters = await issuer.ParametersAsync(token.Kid, cancellationToken);
        var result = await handler.ValidateTokenAsync(text, parameters);
        if (!result.IsValid)
        {
            throw AccessErrors.Rejected(ProblemOf(result.Exception));
        }

        var caller = CallerOf(token, issuer);
        var now = timeProvider.GetUtcNow();
        Keep(hash, new CacheEntry(caller, caller.ExpiresAt < now + MaxCacheDuration ? caller.ExpiresAt : now + MaxCacheDuration), now);
        return caller;
    }

    JsonWebToken Read(string text)
    {
        try
        {
            // What a header says to be critical has to be understood, and nothing of the kind is.
            if (text.Length <= MaxTokenBytes && handler.CanReadToken(text) && handler.ReadJsonWebToken(text) is var token
                && !token.TryGetHeaderValue<object>("crit", out _))
            {
                return token;
            }
        }
        catch (ArgumentException)
        {
            // It looked like a token, and is none: falls through.
        }

        throw AccessErrors.Rejected(AccessTokenProblem.Malformed);
    }

    Caller CallerOf(JsonWebToken token, TrustedIssuer issuer)
    {
        var now = timeProvider.GetUtcNow();
        var skew = issuer.Options.ClockSkew;
        if (token.ValidTo == DateTime.MinValue)
        {
            throw AccessErrors.Rejected(AccessTokenProblem.Expiry);
        }

        if (new DateTimeOffset(token.ValidFrom, TimeSpan.Zero) is var from && token.ValidFrom != DateTime.MinValue && from - skew > now)
        {
            throw AccessErrors.Rejected(AccessTokenProblem.NotYetValid);
        }

        var end = new DateTimeOffset(token.ValidTo, TimeSpan.Zero);
        var expires = end < DateTimeOffset.MaxValue - skew ? end + skew : end;
        if (now >= expires)
        {
            throw AccessErrors.Expired();
        }

        return new Caller(ActorOf(token, issuer), PermissionsOf(token, issuer), expires);
    }

    /// <summary>With several issuers the name of the issuer is part of it: the same subject is somebody else at another one.</summary>
    string ActorOf(JsonWebToken token, TrustedIssuer issuer)
    {
        var subject = token.Claims.FirstOrDefault(claim => claim.Type == issuer.Options.ActorClaim)?.Value ?? "";
        var actor = issuers.Count == 1 || subject.Length == 0 ? subject : $"{issuer.Name}/{subject}";
        return ActorName.IsAllowed(actor) && !keys.IsName(actor) && !certificates.IsName(actor)
            ? actor
            : throw AccessErrors.Rejected(AccessTokenProblem.Subject);
    }

    static FrozenSet<string> PermissionsOf(JsonWebToken token, TrustedIssuer issuer) =>
        token.Claims.Where(claim => claim.Type == issuer.Options.ScopeClaim)
            .SelectMany(claim => claim.Value.Split(' '))
            .Where(Permissions.Contains)
            .ToFrozenSet(StringComparer.Ordinal);

    static AccessTokenProblem ProblemOf(Exception failure) => failure switch
    {
        SecurityTokenInvalidAudienceException => AccessTokenProblem.Audience,
        SecurityTokenInvalidIssuerException => AccessTokenProblem.Issuer,
        SecurityTokenInvalidAlgorithmException => AccessTokenProblem.Algorithm,
        SecurityTokenMalformedException => AccessTokenProblem.Malformed,
        _ => AccessTokenProblem.Signature,
    };

    void Keep(TokenHash hash, CacheEntry caller, DateTimeOffset now)
    {
        if (known.Count >= MaxCacheEntries)
        {
            foreach (var (old, entry) in known)
            {
                if (entry.Until <= now)
                {
                    known.TryRemove(old, out _);
                }
            }

            if (known.Count >= MaxCacheEntries)
            {
                // All of them are in use. Checking them anew costs little; choosing whom to forget would cost more.
                known.Clear();
            }
        }

        known[hash] = caller;
    }

    public void Dispose()
    {
        foreach (var issuer in issuers.Values)
        {
            issuer.Dispose();
        }

        http.Dispose();
    }

    /// <summary>The SHA-256 of a token.</summary>
    readonly record struct TokenHash(UInt128 First, UInt128 Second);

    sealed record CacheEntry(Caller Caller, DateTimeOffset Until);
}
