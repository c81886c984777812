using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>The settings without which a store can lose acknowledged writes. Checked at the start and while the service runs.</summary>
static class StoreDurability
{
    // A write is on disk before it is acknowledged, and nothing is evicted when the memory is full.
    static readonly (string Name, string Required)[] Settings =
        [("appendonly", "yes"), ("appendfsync", "always"), ("maxmemory-policy", "noeviction")];

    /// <exception cref="StoreNotDurableException">A setting has another value.</exception>
    public static async Task RequireAsync(IDatabase database)
    {
        var values = await Task.WhenAll(Settings.Select(setting => ValueAsync(database, setting.Name)));
        var wrong = Settings.Zip(values, (setting, value) => (setting.Name, setting.Required, Value: value))
            .Where(setting => setting.Value != setting.Required).ToList();
        if (wrong.Count > 0)
        {
            throw new StoreNotDurableException(
                $"The store has {string.Join(" and ", wrong.Select(setting => $"{setting.Name} {setting.Value}"))}, and can lose "
                + $"acknowledged writes. Set {string.Join(" and ", wrong.Select(setting => $"\"{setting.Name} {setting.Required}\""))} in "
                + "the configuration of the store (Store:Configuration is its address).");
        }
    }

    static async Task<string> ValueAsync(IDatabase database, string name)
    {
        var answer = (RedisResult[]?)await database.ExecuteAsync("CONFIG", "GET", name);
        return answer is [_, var value] ? (string?)value ?? "" : "";
    }
}

/// <summary>The exception that is thrown if the configuration of the store can lose acknowledged writes.</summary>
public sealed class StoreNotDurableException(string message) : Exception(message);
