using Google.Protobuf;
using KosovoNato.Kernel.Errors;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// States of a service, kept whole in the store: the one at the floor, so that older revisions need not be kept, and others
/// between it and the newest revision, so that a state of long ago is soon found.
/// </summary>
public sealed class CheckpointStore(StoreConnection store)
{
    const int AtOnce = 500;
    // Small ones are read faster, several under way at a time.
    const int PartBytes = 64 << 10;

    // Sets the floor and deletes what is below it, unless another instance has moved it further.
    const string MoveFloor = """
        local floor = tonumber(redis.call('HGET', KEYS[1], 'floor') or '0')
        if tonumber(ARGV[1]) > floor then redis.call('HSET', KEYS[1], 'floor', ARGV[1]) end
        return 1
        """;

    /// <summary>Writes a state, makes it the new beginning of the log, and lets older revisions go.</summary>
    internal async Task MoveFloorAsync(Snapshot state, long oldFloor, CancellationToken cancellationToken)
    {
        await WriteAsync(FloorKey(state.Revision), state, cancellationToken);
        var connections = await store.OpenAsync(cancellationToken);
        var database = connections.Writes.GetDatabase();
        await database.ScriptEvaluateAsync(MoveFloor, [store.Key], [StoreLayout.Number(state.Revision)]).WaitAsync(cancellationToken);
        await connections.SyncAsync(database).WaitAsync(cancellationToken);
        for (var revision = oldFloor + 1; revision <= state.Revision; revision += AtOnce)
        {
            var last = Math.Min(revision + AtOnce - 1, state.Revision);
            RedisValue[] fields = [
                .. Enumerable.Range(0, (int)(last - revision + 1)).Select(i => (RedisValue)StoreLayout.Number(revision + i))];
            await database.HashDeleteAsync(store.Key, fields).WaitAsync(cancellationToken);
        }

        if (oldFloor > 0 && oldFloor < state.Revision)
        {
            await database.KeyDeleteAsync(FloorKey(oldFloor)).WaitAsync(cancellationToken);
        }
    }

    /// <summary>The state at the floor. Another instance may have moved the floor meanwhile; who asks again sees the newer one.</summary>
    internal async Task<Snapshot> LoadCompactedSnapshotAsync(Snapshot empty, long floor, CancellationToken cancellationToken) =>
        await LoadAsync(FloorKey(floor), empty, newest: null, cancellationToken) ?? throw ApiException.StoreUnavailable();

    /// <summary>When the revision of the floor was recorded; none if it is no longer the floor.</summary>
    internal async Task<DateTimeOffset?> FloorRecordedAtAsync(long floor, CancellationToken cancellationToken)
    {
        var checkpoint = new StoredCheckpoint((await store.OpenAsync(cancellationToken)).Reads.GetDatabase(), FloorKey(floor));
        return (await checkpoint.ReadHeaderAsync(cancellationToken))?.RecordedAt?.ToDateTimeOffset();
    }

    /// <summary>Writes a state under a key of its own; what it is, is written last. Answers how many bytes its records have.</summary>
    internal async Task<long> WriteAsync(RedisKey key, Snapshot state, CancellationToken cancellationToken, TimeSpan? until = null)
    {
        var connections = await store.OpenAsync(cancellationToken);
        var database = connections.Writes.GetDatabase();
        var head = CheckpointFormat.HeaderOf(state);
        long bytes = 0;
        foreach (var part in CheckpointFormat.PartsOf(state, PartBytes))
        {
            var encoded = part.ToByteArray();
            await database.HashSetAsync(key, StoreLayout.Number(head.Parts), encoded).WaitAsync(cancellationToken);
            if (until is not null)
            {
                // Whoever is killed halfway leaves nothing that stays.
                await database.KeyExpireAsync(key, until).WaitAsync(cancellationToken);
            }

            head.Parts++;
            bytes += encoded.Length;
        }

        await database.HashSetAsync(key, StoreLayout.CheckpointHeaderField, head.ToByteArray()).WaitAsync(cancellationToken);
        if (until is not null)
        {
            await database.KeyExpireAsync(key, until).WaitAsync(cancellationToken);
        }

        await connections.SyncAsync(database).WaitAsync(cancellationToken);
        return bytes;
    }

    /// <summary>Reads a state; none if it is not there as a whole.</summary>
    /// <param name="newest">The state whose records are used where they are the same; none if there is no newer one yet.</param>
    internal async Task<Snapshot?> LoadAsync(RedisKey key, Snapshot empty, Snapshot? newest, CancellationToken cancellationToken)
    {
        var checkpoint = new StoredCheckpoint((await store.OpenAsync(cancellationToken)).Reads.GetDatabase(), key);
        if (await checkpoint.ReadHeaderAsync(cancellationToken) is not { } head)
        {
            return null;
        }

        var records = new CheckpointReader(empty.Schema, newest);
        await foreach (var part in checkpoint.ReadPartsAsync(head, cancellationToken))
        {
            records.Add(part);
        }

        return records.Read == head.Records ? records.Build(empty.StoreId, head) : null;
    }

    RedisKey FloorKey(long revision) => StoreLayout.CheckpointKey(store.Key, revision);
}
