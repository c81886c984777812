using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// Creates store IDs, which are part of every token. A store that has lost revisions gets a new ID, so that tokens for the lost revisions
/// are not applied to new revisions.
/// </summary>
public static class StoreIds
{
    const string ReplaceScript =
        "if redis.call('HGET', KEYS[1], 'identity') == ARGV[1] then redis.call('HSET', KEYS[1], 'identity', ARGV[2]) return 1 end return 0";

    /// <summary>Returns a new ID.</summary>
    public static string New() => Guid.NewGuid().ToString("N");

    /// <summary>Gives a store a new ID and returns it; null if the store no longer has the old one.</summary>
    public static async Task<string?> ReplaceAsync(IDatabase database, RedisKey key, string old, CancellationToken cancellationToken)
    {
        var made = New();
        var replaced = (int)await database.ScriptEvaluateAsync(ReplaceScript, [key], [old, made]).WaitAsync(cancellationToken) == 1;
        return replaced ? made : null;
    }
}
