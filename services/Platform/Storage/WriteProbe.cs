using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// Tests whether the store accepts writes. Each second with a write that changes nothing, because it sets a field that is already set: with
/// full memory, a replica or too few replicas, the store rejects it like any other write. A full disk is found only by a write that has to
/// be appended to the file, so Redis gets one every ten seconds. Redis rewrites the file when it has doubled; the file of the embedded
/// server is never rewritten and would only grow.
/// </summary>
sealed partial class WriteProbe
{
    // Health checks need no credentials, so the store is probed at most once a second.
    static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(1);
    static readonly TimeSpan AppendInterval = TimeSpan.FromSeconds(10);
    // A block of the disk: less could fit into the last block of the file although the disk is full.
    static readonly RedisValue Block = new byte[4_096];
    static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1.5);

    readonly StoreConnection store;
    readonly TimeProvider timeProvider;
    readonly ILogger<WriteProbe> logger;
    readonly Lock gate = new();
    Task<bool>? latest;
    long startedAt;
    long? appendedAt;
    bool refused;
    volatile bool readOnly;

    public WriteProbe(StoreConnection store, TimeProvider timeProvider, PlatformMetrics metrics, ILogger<WriteProbe> logger)
    {
        (this.store, this.timeProvider, this.logger) = (store, timeProvider, logger);
        metrics.ObserveStoreReadOnly(() => readOnly ? 1 : 0);
    }

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
            var session = await store.OpenForWritesAsync(CancellationToken.None);
            await WriteAsync(session);
            (refused, readOnly) = (false, false);
            return true;
        }
        catch (Exception fault)
            when (StoreErrors.IsOfStore(fault) || fault is ApiException or RedisCommandException or StoreNotDurableException)
        {
            if (!refused)
            {
                Refused(logger, StoreErrors.Explain(fault));
            }

            refused = true;
            readOnly = StoreErrors.IsReadOnly(fault) || fault is ApiException { Reason: ErrorReason.StoreReadOnly };
            return false;
        }
    }

    async Task WriteAsync(StoreSession session)
    {
        var database = session.Writes.GetDatabase();
        if (session.Embedded || (appendedAt is { } at && timeProvider.GetElapsedTime(at) < AppendInterval))
        {
            await database.HashSetAsync(store.ProbeKey, "probe", "set once, to test that the store accepts writes", When.NotExists);
            return;
        }

        appendedAt = timeProvider.GetTimestamp();
        await database.HashSetAsync(store.ProbeKey, "block", Block);
    }

    [LoggerMessage(EventName = "store.read_only", Level = LogLevel.Warning,
        Message = "The store does not accept writes; the service is not ready: {Reason}")]
    static partial void Refused(ILogger logger, string reason);
}
