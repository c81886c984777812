using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// Tests whether the store accepts writes, with a write that changes nothing: it sets a field that is already set. With a full disk, full
/// memory, a replica or too few replicas, the store rejects it like any other write, although it can still be read.
/// </summary>
sealed partial class WriteProbe(StoreConnection store, TimeProvider timeProvider, ILogger<WriteProbe> logger)
{
    // Health checks need no credentials, so the store is probed at most once a second.
    static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(1);
    static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1.5);

    readonly Lock gate = new();
    Task<bool>? latest;
    long startedAt;
    bool refused;

    public async Task<bool> CanWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Latest().WaitAsync(ProbeTimeout, timeProvider, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    Task<bool> Latest()
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && timeProvider.GetElapsedTime(startedAt) >= CacheDuration))
            {
                startedAt = timeProvider.GetTimestamp();
                latest = TryAsync();
            }

            return latest;
        }
    }

    async Task<bool> TryAsync()
    {
        await Task.Yield();
        try
        {
            var connections = await store.OpenAsync(CancellationToken.None);
            await connections.Writes.GetDatabase().HashSetAsync(
                store.ProbeKey, "probe", "set once, to test that the store accepts writes", When.NotExists);
            refused = false;
            return true;
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException or ApiException or StoreNotDurableException)
        {
            if (!refused)
            {
                Refused(logger, fault.Message);
            }

            refused = true;
            return false;
        }
    }

    [LoggerMessage(EventName = "store.read_only", Level = LogLevel.Warning,
        Message = "The store does not accept writes; the service is not ready: {Reason}")]
    static partial void Refused(ILogger logger, string reason);
}
