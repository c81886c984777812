using System.Net;

namespace KosovoNato.Storage;

/// <summary>Finds the primary of a replicated store, for programs beside the service.</summary>
public static class StorePrimary
{
    /// <summary>Asks the sentinels in <see cref="StoreOptions.Configuration"/>; null for a single store.</summary>
    /// <exception cref="StackExchange.Redis.RedisException">
    /// Most sentinels do not answer, or they are replacing the primary.
    /// </exception>
    public static async Task<EndPoint?> FindAsync(StoreOptions options)
    {
        if (options.Replicas == 0)
        {
            return null;
        }

        await using var sentinels = new Sentinels(options);
        return (await sentinels.FindPrimaryAsync()).Address;
    }
}
