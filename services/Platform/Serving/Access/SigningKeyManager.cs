using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace KosovoNato.Serving.Access;

/// <summary>
/// The public keys of one issuer. They are fetched when first needed, when they are old, and when a token names an unknown key. The
/// library's own manager refreshes in the background after a rotation, so that the first tokens with a new key fail, and it lets each
/// caller wait for the network while the issuer is unavailable. This one does neither.
/// </summary>
/// <param name="fetch">Fetches all keys, from a file or over the network.</param>
/// <param name="maxAge">The age at which the keys are fetched again.</param>
/// <param name="minInterval">The minimum time between two attempts, also if callers send tokens with invented keys.</param>
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

    /// <exception cref="ApiException">No keys were fetched yet, and the issuer is unavailable.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        await FetchIfDue().WaitAsync(cancel);
        return current ?? throw AccessErrors.IssuerUnavailable();
    }

    /// <summary>
    /// Starts a fetch if one is due, and returns the latest one. All waiting callers share it, and it continues if the first caller leaves.
    /// </summary>
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
            // Old keys are better than rejecting all callers. The next attempt follows after the minimum interval.
            isRefreshRequested = true;
            FetchFailed(logger, issuer, failure.Message);
        }
    }

    [LoggerMessage(EventName = "access.signing_keys_fetch_failed", Level = LogLevel.Warning,
        Message = "Access: cannot fetch the signing keys of issuer {Issuer}. Keys that were fetched earlier stay in use; retrying. "
        + "Reason: {Reason}")]
    static partial void FetchFailed(ILogger logger, string issuer, string reason);
}
