using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Access;

/// <summary>
/// Authenticates callers by API key, access token or client certificate, in this order. A caller without any of them is anonymous.
/// </summary>
sealed class CallerAuthenticator(
    ApiKeys keys, AccessTokenAuthenticator tokens, ClientCertificateAuthenticator certificates, IOptions<AccessOptions> options)
{
    const string Scheme = "Bearer ";
    const int MaxOnStack = 2_048;

    readonly bool readsAreOpen = options.Value.AnonymousReadsAllowed;

    readonly FrozenSet<string> writers = options.Value.Writers.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The anonymous caller. Shared, because most callers are anonymous if reads are open.</summary>
    readonly Caller anonymous = new(
        ActorName.Anonymous, options.Value.AnonymousReadsAllowed ? OpenPermissions() : [], DateTimeOffset.MaxValue)
    { IsAnonymous = true };

    /// <summary>Whether a caller needs an identity for RPCs that require no permission.</summary>
    public bool RequiresIdentity => !readsAreOpen;

    /// <summary>Whether the instance accepts writes of the caller. The caller also needs the permission.</summary>
    public bool AcceptsWritesOf(Caller caller) => writers.Count == 0 || writers.Contains(caller.Actor);

    /// <summary>Returns the caller. Completes synchronously unless a token has to be validated for the first time.</summary>
    /// <exception cref="ApiException">The credential is not accepted. It is never ignored, because its sender relies on it.</exception>
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
            // An intermediary merged two headers into one.
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
