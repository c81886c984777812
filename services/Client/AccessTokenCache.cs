using System.Buffers.Text;
using System.Text.Json;

namespace KosovoNato.Client;

/// <summary>
/// A cache of the caller's access token. The token is fetched on first use, before it expires, and after a service rejected it. Concurrent
/// callers wait for the same fetch.
/// </summary>
sealed class AccessTokenCache(Func<CancellationToken, ValueTask<string>> source, TimeProvider timeProvider) : IDisposable
{
    // Refresh this long before expiry, so that the token does not expire in transit. A token that lives less than twice this time is
    // refreshed after half of its lifetime, so that it is not fetched for every call.
    static readonly TimeSpan RefreshSkew = TimeSpan.FromSeconds(30);

    readonly SemaphoreSlim gate = new(1, 1);
    volatile Known? known;

    /// <exception cref="HttpRequestException">The token source failed. For the call, this is like an unreachable service.</exception>
    public ValueTask<string> GetAsync(CancellationToken cancellationToken) =>
        known is { } present && !IsDue(present) ? new(present.Token) : new(RenewAsync(known, cancellationToken));

    /// <summary>Drops a token that a service rejected. The next call fetches a new token.</summary>
    public void Invalidate(string token)
    {
        if (known is { } present && present.Token == token)
        {
            known = null;
        }
    }

    public void Dispose() => gate.Dispose();

    async Task<string> RenewAsync(Known? seen, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (known is { } newer && newer != seen && !IsDue(newer))
            {
                return newer.Token;
            }

            var token = await AskAsync(cancellationToken).ConfigureAwait(false);
            var now = timeProvider.GetUtcNow();
            var life = EndOf(token) - now;
            known = new Known(
                token, life is { } left ? now + left - (left < 2 * RefreshSkew ? left / 2 : RefreshSkew) : DateTimeOffset.MaxValue);
            return token;
        }
        finally
        {
            gate.Release();
        }
    }

    async ValueTask<string> AskAsync(CancellationToken cancellationToken)
    {
        string token;
        try
        {
            token = await source(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("AccessTokenProvider failed.", failure);
        }

        return ClientOptionsValidator.IsHeaderValue(token)
            ? token
            : throw new HttpRequestException("AccessTokenProvider returned a token that is not a valid header value.");
    }

    bool IsDue(Known token) => timeProvider.GetUtcNow() >= token.Due;

    /// <summary>
    /// Returns the expiry of a JSON Web Token, or null for any other token. The token is not validated here: the service does that.
    /// </summary>
    static DateTimeOffset? EndOf(string token)
    {
        try
        {
            if (token.Split('.') is not [_, var payload, _])
            {
                return null;
            }

            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return claims.RootElement.ValueKind == JsonValueKind.Object && claims.RootElement.TryGetProperty("exp", out var end)
                && end.ValueKind == JsonValueKind.Number && end.TryGetDouble(out var seconds) && seconds is > 0 and < 253_402_300_000
                ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                : null;
        }
        catch (Exception notOurs) when (notOurs is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <param name="Due">When to fetch the next token.</param>
    sealed record Known(string Token, DateTimeOffset Due);
}
