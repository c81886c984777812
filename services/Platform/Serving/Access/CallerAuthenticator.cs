using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Access;

/// <summary>Finds out who calls: by a key, an access token or a client certificate, in this order; without any of them, nobody.</summary>
sealed class CallerAuthenticator(
    ApiKeys keys, AccessTokenAuthenticator tokens, ClientCertificateAuthenticator certificates, IOptions<AccessOptions> options)
{
    const string Scheme = "Bearer ";
    const int MaxOnStack = 2_048;

    readonly bool readsAreOpen = options.Value.AnonymousReadsAllowed;

    /// <summary>Who calls without saying who. Where reads are open, this is most callers, so there is one for each service.</summary>
    readonly Caller anonymous = new(
        ActorName.Anonymous, options.Value.AnonymousReadsAllowed ? OpenPermissions() : [], DateTimeOffset.MaxValue)
    { IsAnonymous = true };

    /// <summary>Whether a caller must have an identity for what needs no permission.</summary>
    public bool RequiresIdentity => !readsAreOpen;

    /// <summary>The caller at once, unless a token has to be checked that was not seen before.</summary>
    /// <exception cref="ApiException">What the caller shows is not accepted. It is never simply ignored: who shows something relies on
    /// it.</exception>
    public ValueTask<Caller> AuthenticateAsync(HttpContext httpContext)
    {
        var header = httpContext.Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return new(certificates.CallerOf(httpContext) ?? anonymous);
        }

        if (header.Count > 1 || header[0] is not { } authorization || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw AccessErrors.NotBearer();
        }

        var credential = authorization.AsSpan(Scheme.Length).Trim();
        if (credential.IndexOfAny(' ', ',') >= 0)
        {
            // Two headers that something on the way has made one.
            throw AccessErrors.NotBearer();
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(credential, hash);
        if (keys.CallerOf(hash) is { } known)
        {
            return new(known);
        }

        return tokens.AreAccepted ? tokens.AuthenticateAsync(httpContext, credential, hash) : throw AccessErrors.KeyNotKnown();
    }

    static void Hash(ReadOnlySpan<char> credential, Span<byte> hash)
    {
        var length = Encoding.UTF8.GetMaxByteCount(credential.Length);
        var bytes = length <= MaxOnStack ? stackalloc byte[MaxOnStack] : new byte[length];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(credential, bytes)], hash);
    }

    static FrozenSet<string> OpenPermissions() =>
        RpcPermissions.Services.SelectMany(service => new[] { service.Permission("read"), service.Permission("watch") })
            .ToFrozenSet(StringComparer.Ordinal);
}
