using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace KosovoNato.Serving.Access;

/// <summary>
/// The public keys of one issuer: fetched at first need, again after a time, and when a token names a key that is not among
/// them. Who sends tokens with invented keys cannot make us ask more often than the shortest pause.
/// </summary>
/// <param name="fetch">Gets all of them, from a file or over the network.</param>
/// <param name="longest">The age at which they are fetched again.</param>
/// <param name="shortest">The least time between two attempts.</param>
sealed partial class SigningKeyCache(
    string issuer, Func<CancellationToken, Task<IReadOnlyList<SecurityKey>>> fetch, TimeSpan longest, TimeSpan shortest, TimeProvider timeProvider, ILogger logger)
    : IDisposable
{
    readonly SemaphoreSlim gate = new(1, 1);
    volatile KeySet? known;
    long triedAt;
    bool tried;

    /// <exception cref="ApiException">They were never fetched, and cannot be now.</exception>
    public ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string keyId, CancellationToken cancellationToken) =>
        known is { } keys && !MustFetch(keys, keyId) ? new(keys.Keys) : new(FetchAsync(keyId, cancellationToken));

    async Task<IReadOnlyList<SecurityKey>> FetchAsync(string keyId, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            // Another call may have done it while this one waited.
            if (known is { } present && !MustFetch(present, keyId))
            {
                return present.Keys;
            }

            if (known is null && tried && timeProvider.GetElapsedTime(triedAt) < shortest)
            {
                throw AccessErrors.IssuerUnavailable();
            }

            return await TryAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>For everybody who waits: it goes on when the caller who asked first has gone.</summary>
    async Task<IReadOnlyList<SecurityKey>> TryAsync()
    {
        (tried, triedAt) = (true, timeProvider.GetTimestamp());
        try
        {
            known = new KeySet(await fetch(CancellationToken.None), triedAt);
            return known.Keys;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException or HttpRequestException
            or InvalidOperationException or ArgumentException or OperationCanceledException)
        {
            NotFetched(logger, issuer, failure.Message);
            if (known is not { } old)
            {
                throw AccessErrors.IssuerUnavailable();
            }

            // What was good an hour ago is better than letting nobody in; asked again after the shortest pause.
            known = old with { At = triedAt, FetchSoon = true };
            return old.Keys;
        }
    }

    public void Dispose() => gate.Dispose();

    bool MustFetch(KeySet keys, string keyId)
    {
        var age = timeProvider.GetElapsedTime(keys.At);
        return age >= shortest && (age >= longest || keys.FetchSoon || !keys.Has(keyId));
    }

    sealed record KeySet(IReadOnlyList<SecurityKey> Keys, long At)
    {
        public bool FetchSoon { get; init; }

        /// <summary>A token without a key id is tried with all of them.</summary>
        public bool Has(string keyId) => keyId.Length == 0 || Keys.Any(key => key.KeyId == keyId);
    }

    [LoggerMessage(EventName = "access.signing_keys_fetch_failed", Level = LogLevel.Warning, Message = "The keys of {Issuer} cannot be fetched: {Reason}")]
    static partial void NotFetched(ILogger logger, string issuer, string reason);
}
