using KosovoNato.Platform.Errors;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace KosovoNato.Platform.Store;

/// <summary>
/// Finds out whether the store takes writes, by one that changes nothing: it sets a field of its own that is set already. A full
/// disk, a full memory, a replica and too few replicas refuse that as they would a real one, though they can still be read.
/// </summary>
sealed partial class WriteProbe(StoreConnection store, TimeProvider time, ILogger<WriteProbe> log)
{
    // Everybody may ask for health: however many do, the store hears of it once a second.
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    readonly Lock gate = new();
    Task<bool>? latest;
    long startedAt;
    bool refused;

    public async Task<bool> TakesWritesAsync(CancellationToken cancel)
    {
        try
        {
            return await Latest().WaitAsync(Patience, time, cancel);
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
            if (latest is null || (latest.IsCompleted && time.GetElapsedTime(startedAt) >= Fresh))
            {
                startedAt = time.GetTimestamp();
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
            await connections.Writes.GetDatabase().HashSetAsync(store.ProbeKey, "probe", "set once, to see that writes are taken", When.NotExists);
            refused = false;
            return true;
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException or Refusal or StoreNotDurableException)
        {
            if (!refused)
            {
                Refused(log, fault.Message);
            }

            refused = true;
            return false;
        }
    }

    [LoggerMessage(EventName = "store.refuses_writes", Level = LogLevel.Warning, Message = "The store does not take writes: {Reason}")]
    static partial void Refused(ILogger log, string reason);
}
