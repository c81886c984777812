using System.Buffers.Text;
using System.Text.Json;

namespace KosovoNato.Client;

/// <summary>
/// The caller's access token: asked for at first need, shortly before it ends, and when a service says that it has ended. Who
/// asks while another is asking waits for the same answer.
/// </summary>
sealed class AccessTokenCache(Func<CancellationToken, ValueTask<string>> source, TimeProvider timeProvider) : IDisposable
{
    // Before its end, so that it does not end on the way. At most half of its life: a short one is not renewed without end.
    static readonly TimeSpan RefreshSkew = TimeSpan.FromSeconds(30);

    readonly SemaphoreSlim gate = new(1, 1);
    volatile Known? known;

    /// <exception cref="HttpRequestException">The source failed: for the call that is as if the service could not be reached.</exception>
    public ValueTask<string> GetAsync(CancellationToken cancellationToken) =>
        known is { } present && !IsDue(present) ? new(present.Token) : new(RenewAsync(known, cancellationToken));

    /// <summary>Says that a service no longer takes the token. The next call asks for a new one.</summary>
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
            throw new HttpRequestException("The token source failed.", failure);
        }

        return ClientOptionsValidator.IsHeaderValue(token)
            ? token
            : throw new HttpRequestException("The token source gave no token that can be sent.");
    }

    bool IsDue(Known token) => timeProvider.GetUtcNow() >= token.Due;

    /// <summary>The end that a JSON Web Token names; none if it is something else. It is not checked here: the service does that.</summary>
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

    /// <param name="Due">When to ask for the next one.</param>
    sealed record Known(string Token, DateTimeOffset Due);
}
