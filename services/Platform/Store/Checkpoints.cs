using System.Globalization;
using KosovoNato.Platform.Errors;
using StackExchange.Redis;

namespace KosovoNato.Platform.Store;

/// <summary>
/// States of a service, kept in the store so that older revisions need not be: written whole before a revision goes, and
/// read at the start in place of them.
/// </summary>
public sealed class Checkpoints(StoreConnection store)
{
    const int AtOnce = 500;

    // Names of resources have no colon, so neither is one.
    const string LearnedPrefix = "learned:";
    const string FollowedPrefix = "followed:";

    // Sets the floor and deletes what is below it, unless another instance has moved it further.
    const string MoveFloor = """
        local floor = tonumber(redis.call('HGET', KEYS[1], 'floor') or '0')
        if tonumber(ARGV[1]) > floor then redis.call('HSET', KEYS[1], 'floor', ARGV[1]) end
        return 1
        """;

    /// <summary>Writes a state, makes it the new beginning of the log, and lets older revisions go.</summary>
    internal async Task MoveFloorAsync(Snapshot state, long oldFloor, CancellationToken cancel)
    {
        var connections = await store.OpenAsync(cancel);
        var database = connections.Writes.GetDatabase();
        var key = KeyOf(state.Revision);
        foreach (var page in state.All.Chunk(AtOnce))
        {
            await database.HashSetAsync(key, [.. page.Select(EntryOf)]).WaitAsync(cancel);
        }

        foreach (var (service, to) in state.Followed)
        {
            await database.HashSetAsync(key, FollowedPrefix + service, $"{to.Store}:{to.Revision.ToString(CultureInfo.InvariantCulture)}").WaitAsync(cancel);
        }

        await database.HashSetAsync(key, "count", state.Count).WaitAsync(cancel);
        await connections.SyncAsync(database).WaitAsync(cancel);
        await database.ScriptEvaluateAsync(MoveFloor, [store.Key], [state.Revision.ToString(CultureInfo.InvariantCulture)]).WaitAsync(cancel);
        await connections.SyncAsync(database).WaitAsync(cancel);
        for (var revision = oldFloor + 1; revision <= state.Revision; revision += AtOnce)
        {
            var last = Math.Min(revision + AtOnce - 1, state.Revision);
            RedisValue[] fields = [.. Enumerable.Range(0, (int)(last - revision + 1)).Select(i => (RedisValue)(revision + i).ToString(CultureInfo.InvariantCulture))];
            await database.HashDeleteAsync(store.Key, fields).WaitAsync(cancel);
        }

        if (oldFloor > 0)
        {
            await database.KeyDeleteAsync(KeyOf(oldFloor)).WaitAsync(cancel);
        }
    }

    internal async Task<Snapshot> LoadAsync(Snapshot empty, long revision, CancellationToken cancel)
    {
        var connections = await store.OpenAsync(cancel);
        var database = connections.Reads.GetDatabase();
        var builder = new Snapshot.Builder(empty);
        long count = -1, read = 0;
        await foreach (var entry in database.HashScanAsync(KeyOf(revision), pageSize: AtOnce).WithCancellation(cancel))
        {
            if (entry.Name == "count")
            {
                count = (long)entry.Value;
                continue;
            }

            if (((string)entry.Name!).StartsWith(FollowedPrefix, StringComparison.Ordinal))
            {
                var (storeId, to) = ((string)entry.Value!).Split(':') is [var id, var number] ? (id, long.Parse(number, CultureInfo.InvariantCulture)) : default;
                builder.Follow(((string)entry.Name!)[FollowedPrefix.Length..], new FollowedTo(storeId, to));
                continue;
            }

            if (RecordOf(empty.Schema, entry) is { } record)
            {
                builder.Put(record);
            }

            read++;
        }

        // Another instance may have moved the floor meanwhile; what follows will see the newer one.
        return read == count ? builder.Build(revision, DateTimeOffset.UnixEpoch) : throw Refusal.StoreUnavailable();
    }

    RedisKey KeyOf(long revision) => store.Key.Append($":checkpoint:{revision.ToString(CultureInfo.InvariantCulture)}");

    static HashEntry EntryOf(Record record)
    {
        var value = new byte[8 + record.Wrapped.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(value, record.Revision);
        record.Wrapped.CopyTo(value.AsMemory(8));
        return new HashEntry(record.Type.LearnedFrom is { } service ? $"{LearnedPrefix}{service}:{record.Name}" : record.Name, value);
    }

    /// <summary>The record; none if it is a copy of what this release does not keep.</summary>
    static Record? RecordOf(Schema schema, HashEntry entry)
    {
        var value = (ReadOnlyMemory<byte>)entry.Value;
        var revision = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(value.Span);
        return ((string)entry.Name!).Split(':') is ["learned", var service, var name]
            ? Record.OfLearned(schema, service, name, revision, value[8..])
            : Record.Of(schema, (string)entry.Name!, revision, value[8..]);
    }
}
