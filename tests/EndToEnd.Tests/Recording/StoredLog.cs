using KosovoNato.Recognitions.V1;
using KosovoNato.Testing.Histories;
using StackExchange.Redis;

namespace KosovoNato.EndToEnd.Tests.Recording;

/// <summary>Reads the log from the store directly, so that a fault of the service cannot hide in its own responses.</summary>
static class StoredLog
{
    const int BatchSize = 500;

    public static async Task<IReadOnlyList<LoggedRevision>> ReadAsync(string configuration, string key)
    {
        await using var store = await ConnectionMultiplexer.ConnectAsync(configuration);
        var database = store.GetDatabase();
        var head = (long)await database.HashGetAsync(key, "head");
        var log = new List<LoggedRevision>();
        for (long from = 1; from <= head; from += BatchSize)
        {
            var numbers = Enumerable.Range(0, (int)Math.Min(BatchSize, head - from + 1)).Select(i => from + i).ToArray();
            var values = await database.HashGetAsync(key, [.. numbers.Select(number => (RedisValue)$"{number}")]);
            // A missing revision is left out; the checker finds the gap.
            log.AddRange(numbers.Zip(values).Where(pair => !pair.Second.IsNull).Select(pair => Parse(pair.First, (byte[])pair.Second!)));
        }

        return log;
    }

    public static Task<IReadOnlyList<LoggedRevision>> ReadAsync(Deployment deployment) =>
        ReadAsync(deployment.Configuration, deployment.StoreKey);

    /// <summary>Format: microseconds, a colon, and the change without revision and time.</summary>
    static LoggedRevision Parse(long number, byte[] stored)
    {
        var change = RecognitionsChanged.Parser.ParseFrom(stored.AsSpan(stored.AsSpan().IndexOf((byte)':') + 1));
        return new(number, change.RequestId, [.. change.Changes.Select(one => Versions.Of(one.Resource))]);
    }
}
