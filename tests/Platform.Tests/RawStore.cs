using StackExchange.Redis;

namespace KosovoNato.Platform.Tests;

/// <summary>Changes a store in ways that a service never does.</summary>
static class RawStore
{
    /// <summary>Removes the newest revision, as a failover to a lagging replica would.</summary>
    public static async Task ForgetLastAsync(string configuration, string key)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(configuration);
        var database = redis.GetDatabase();
        var head = (long)await database.HashGetAsync(key, "head");
        await database.HashDeleteAsync(key, head);
        await database.HashSetAsync(key, "head", head - 1);
    }

    public static async Task SetAsync(string configuration, string setting, string value)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(configuration + ",allowAdmin=true");
        await redis.GetServers()[0].ConfigSetAsync(setting, value);
    }
}
