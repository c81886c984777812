using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace KosovoNato.Serving.Access;

/// <summary>
/// The public keys of one issuer: fetched when first needed, again once they are old, and when a token names a key that is not
/// among them. The library's own manager refreshes in the background after a rotation, so that the first tokens of a new key fail,
/// and waits for the network on behalf of each caller while the issuer is unavailable; this one does neither.
/// </summary>
/// <param name="fetch">Gets all keys, from a file or over the network.</param>
/// <param name="maxAge">The age at which they are fetched again.</param>
/// <param name="minInterval">The least time between two attempts, also for callers who send tokens with invented keys.</param>
sealed partial class SigningKeyManager(
    string issuer, Func<CancellationToken, Task<OpenIdConnectConfiguration>> fetch, TimeSpan maxAge, TimeSpan minInterval,
    TimeProvider timeProvider, ILogger logger)
    : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>
{
    readonly Lock gate = new();
    volatile OpenIdConnectConfiguration? current;
    volatile bool isRefreshRequested;
    Task fetching = Task.CompletedTask;
    long? triedAt;

    public override void RequestRefresh() => isRefreshRequested = true;

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) =>
        await GetConfigurationAsync(cancel);

    /// <exception cref="ApiException">The keys were never fetched, and cannot be now.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        await FetchIfDue().WaitAsync(cancel);
        return current ?? throw AccessErrors.IssuerUnavailable();
    }

    /// <summary>One fetch for everybody who waits: it goes on when the caller who asked first has gone.</summary>
    Task FetchIfDue()
    {
        lock (gate)
        {
            if (fetching.IsCompleted && IsDue())
            {
                (triedAt, isRefreshRequested) = (timeProvider.GetTimestamp(), false);
                fetching = Task.Run(FetchAsync, CancellationToken.None);
            }

            return fetching;
        }
    }

    bool IsDue() =>
        triedAt is not { } tried
        || (timeProvider.GetElapsedTime(tried) is var age && age >= minInterval
            && (age >= maxAge || isRefreshRequested || current is null));

    async Task FetchAsync()
    {
        try
        {
            current = await fetch(CancellationToken.None);
        }
        catch (Exception failure)
            when (failure is IOException or InvalidDataException or UnauthorizedAccessException or HttpRequestException
            or InvalidOperationException or ArgumentException or OperationCanceledException)
        {
            // What was good an hour ago is better than letting nobody in; fetched again after the least interval.
            isRefreshRequested = true;
            FetchFailed(logger, issuer, failure.Message);
        }
    }

    [LoggerMessage(EventName = "access.signing_keys_fetch_failed", Level = LogLevel.Warning,
        Message = "The keys of {Issuer} cannot be fetched: {Reason}")]
    static partial void FetchFailed(ILogger logger, string issuer, string reason);
}
