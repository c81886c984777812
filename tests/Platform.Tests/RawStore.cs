using StackExchange.Redis;

namespace KosovoNato.Platform.Tests;

/// <summary>Does to a store what a service never would.</summary>
static class RawStore
{
    /// <summary>Takes the newest revision away, as a failover to a replica that lagged would.</summary>
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
