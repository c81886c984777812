using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using KosovoNato.Platform.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KosovoNato.Platform.Access;

/// <summary>
/// Access tokens of the configured issuers. Each is checked once and then known by its hash, for five minutes at most, so that
/// a key that its issuer takes back is noticed; the token itself is not kept.
/// </summary>
sealed class AccessTokens : IDisposable
{
    const int LongestToken = 16 << 10;
    const int MostKnown = 10_000;
    static readonly TimeSpan LongestKnown = TimeSpan.FromMinutes(5);
    static readonly FrozenSet<string> Permissions = RpcPermissions.Services.SelectMany(service => service.All).ToFrozenSet(StringComparer.Ordinal);

    readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 1 << 20 };
    readonly ConcurrentDictionary<TokenHash, Known> known = new();
    readonly FrozenDictionary<string, TrustedIssuer> issuers;
    readonly WriteKeys keys;
    readonly ClientCertificates certificates;
    readonly CallRates rates;
    readonly TimeProvider time;

    public AccessTokens(
        IOptions<AccessOptions> options, WriteKeys keys, ClientCertificates certificates, CallRates rates, TimeProvider time, ILogger<AccessTokens> log)
    {
        (this.keys, this.certificates, this.rates, this.time) = (keys, certificates, rates, time);
        issuers = options.Value.Issuers.ToFrozenDictionary(
            issuer => issuer.Value.Issuer, issuer => new TrustedIssuer(issuer.Key, issuer.Value, http, time, log), StringComparer.Ordinal);
    }

    public bool AreAccepted => issuers.Count > 0;

    public ValueTask<Caller> CallerOfAsync(HttpContext call, ReadOnlySpan<char> token, ReadOnlySpan<byte> hash)
    {
        var key = MemoryMarshal.Read<TokenHash>(hash);
        if (known.TryGetValue(key, out var seen))
        {
            var now = time.GetUtcNow();
            if (now >= seen.Caller.Expires)
            {
                throw AccessRefusals.Expired();
            }

            if (now < seen.Until)
            {
                return new(seen.Caller);
            }
        }

        // A signature costs a hundred times what a known token does: who makes us check many pays for it by address.
        rates.Take(Caller.ShareOfAddress(call));
        return new(CheckAsync(token.ToString(), key, call.RequestAborted));
    }

    async Task<Caller> CheckAsync(string text, TokenHash hash, CancellationToken cancel)
    {
        var token = Read(text);
        if (!TrustedIssuer.Algorithms.Contains(token.Alg, StringComparer.Ordinal))
        {
            throw AccessRefusals.Rejected(TokenProblem.Algorithm);
        }

        var issuer = issuers.GetValueOrDefault(token.Issuer) ?? throw AccessRefusals.Rejected(TokenProblem.Issuer);
        var parameters = await issuer.ParametersAsync(token.Kid, cancel);
        var result = await handler.ValidateTokenAsync(text, parameters);
        if (!result.IsValid)
        {
            throw AccessRefusals.Rejected(ProblemOf(result.Exception));
        }

        var caller = CallerOf(token, issuer);
        var now = time.GetUtcNow();
        Keep(hash, new Known(caller, caller.Expires < now + LongestKnown ? caller.Expires : now + LongestKnown), now);
        return caller;
    }

    JsonWebToken Read(string text)
    {
        try
        {
            // What a header says to be critical has to be understood, and nothing of the kind is.
            if (text.Length <= LongestToken && handler.CanReadToken(text) && handler.ReadJsonWebToken(text) is var token
                && !token.TryGetHeaderValue<object>("crit", out _))
            {
                return token;
            }
        }
        catch (ArgumentException)
        {
            // It looked like a token, and is none: falls through.
        }

        throw AccessRefusals.Rejected(TokenProblem.Malformed);
    }

    Caller CallerOf(JsonWebToken token, TrustedIssuer issuer)
    {
        var now = time.GetUtcNow();
        var skew = issuer.Options.ClockSkew;
        if (token.ValidTo == DateTime.MinValue)
        {
            throw AccessRefusals.Rejected(TokenProblem.Expiry);
        }

        if (new DateTimeOffset(token.ValidFrom, TimeSpan.Zero) is var from && token.ValidFrom != DateTime.MinValue && from - skew > now)
        {
            throw AccessRefusals.Rejected(TokenProblem.NotYetValid);
        }

        var end = new DateTimeOffset(token.ValidTo, TimeSpan.Zero);
        var expires = end < DateTimeOffset.MaxValue - skew ? end + skew : end;
        if (now >= expires)
        {
            throw AccessRefusals.Expired();
        }

        return new Caller(ActorOf(token, issuer), PermissionsOf(token, issuer), expires);
    }

    /// <summary>With several issuers the name of the issuer is part of it: the same subject is somebody else at another one.</summary>
    string ActorOf(JsonWebToken token, TrustedIssuer issuer)
    {
        var subject = token.Claims.FirstOrDefault(claim => claim.Type == issuer.Options.ActorClaim)?.Value ?? "";
        var actor = issuers.Count == 1 || subject.Length == 0 ? subject : $"{issuer.Name}/{subject}";
        return ActorName.IsFree(actor) && !keys.IsName(actor) && !certificates.IsName(actor)
            ? actor
            : throw AccessRefusals.Rejected(TokenProblem.Subject);
    }

    static FrozenSet<string> PermissionsOf(JsonWebToken token, TrustedIssuer issuer) =>
        token.Claims.Where(claim => claim.Type == issuer.Options.ScopeClaim)
            .SelectMany(claim => claim.Value.Split(' '))
            .Where(Permissions.Contains)
            .ToFrozenSet(StringComparer.Ordinal);

    static TokenProblem ProblemOf(Exception failure) => failure switch
    {
        SecurityTokenInvalidAudienceException => TokenProblem.Audience,
        SecurityTokenInvalidIssuerException => TokenProblem.Issuer,
        SecurityTokenInvalidAlgorithmException => TokenProblem.Algorithm,
        SecurityTokenMalformedException => TokenProblem.Malformed,
        _ => TokenProblem.Signature,
    };

    void Keep(TokenHash hash, Known caller, DateTimeOffset now)
    {
        if (known.Count >= MostKnown)
        {
            foreach (var (old, entry) in known)
            {
                if (entry.Until <= now)
                {
                    known.TryRemove(old, out _);
                }
            }

            if (known.Count >= MostKnown)
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

    sealed record Known(Caller Caller, DateTimeOffset Until);
}
