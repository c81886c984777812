using System.Globalization;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>The settings without which a store can lose acknowledged writes. Checked at the start and while the service runs.</summary>
static class StoreDurability
{
    // A write is on disk before it is acknowledged, and nothing is evicted when the memory is full.
    static readonly (string Name, string Required)[] Settings =
        [("appendonly", "yes"), ("appendfsync", "always"), ("maxmemory-policy", "noeviction")];

    // A primary that has lost its replicas takes no writes: as many replicas as confirm each write must have answered shortly before.
    const string MinReplicas = "min-replicas-to-write";
    const string MaxLag = "min-replicas-max-lag";
    const int MaxLagSeconds = 10;

    /// <param name="server">Runs a command on a server of the store.</param>
    /// <param name="name">What distinguishes it from other servers of the store; empty if there is only one.</param>
    /// <param name="replicas">The number of replicas that must confirm a write; 0 for a single server.</param>
    /// <exception cref="StoreNotDurableException">A setting has another value.</exception>
    public static async Task RequireAsync(Func<string, object[], Task<RedisResult>> server, string name, int replicas)
    {
        IEnumerable<(string Name, string Required)> settings = replicas == 0
            ? Settings
            : [.. Settings, (MinReplicas, StoreLayout.Number(replicas)), (MaxLag, StoreLayout.Number(MaxLagSeconds))];
        var values = await Task.WhenAll(settings.Select(setting => ValueAsync(server, setting.Name)));
        var wrong = settings.Zip(values, (setting, value) => (setting.Name, setting.Required, Value: value))
            .Where(setting => !IsMet(setting.Name, setting.Required, setting.Value)).ToList();
        if (wrong.Count > 0)
        {
            throw new StoreNotDurableException(
                $"The store{name} has {string.Join(" and ", wrong.Select(setting => $"{setting.Name} {setting.Value}"))}, and can lose "
                + $"acknowledged writes. Set {string.Join(" and ", wrong.Select(setting => $"\"{setting.Name} {setting.Required}\""))} in "
                + "the configuration of the store (Store:Configuration is its address).");
        }
    }

    static bool IsMet(string name, string required, string value)
    {
        if (name is not (MinReplicas or MaxLag))
        {
            return value == required;
        }

        var bound = int.Parse(required, CultureInfo.InvariantCulture);
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (name == MinReplicas ? number >= bound : number > 0 && number <= bound);
    }

    static async Task<string> ValueAsync(Func<string, object[], Task<RedisResult>> server, string name)
    {
        var answer = (RedisResult[]?)await server("CONFIG", ["GET", name]);
        return answer is [_, var value] ? (string?)value ?? "" : "";
    }
}

/// <summary>The exception that is thrown if the configuration of the store can lose acknowledged writes.</summary>
public sealed class StoreNotDurableException(string message) : Exception(message);
