using StackExchange.Redis;

namespace KosovoNato.Testing;

/// <summary>A copy of a service's store, as a copy of its files would be.</summary>
public sealed class StoreCopy
{
    private readonly string configuration;
    private readonly string key;
    private readonly HashEntry[] fields;

    private StoreCopy(string configuration, string key, HashEntry[] fields) =>
        (this.configuration, this.key, this.fields) = (configuration, key, fields);

    /// <param name="configuration">The connection string of the store.</param>
    /// <param name="key">The key of the service's hash.</param>
    public static async Task<StoreCopy> TakeAsync(string configuration, string key)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(configuration);
        return new(configuration, key, await redis.GetDatabase().HashGetAllAsync(key));
    }

    /// <summary>Replaces the store with the copy.</summary>
    public async Task PutBackAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(configuration);
        await redis.GetDatabase().KeyDeleteAsync(key);
        await redis.GetDatabase().HashSetAsync(key, fields);
    }
}
