using System.Globalization;
using Google.Protobuf;
using KosovoNato.Kernel.Errors;
using KosovoNato.Store.V1;
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
    const int ReadAheadChunks = 8;
    const string HeadField = "state";

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
        await database.ScriptEvaluateAsync(MoveFloor, [store.Key], [Text(state.Revision)]).WaitAsync(cancellationToken);
        await connections.SyncAsync(database).WaitAsync(cancellationToken);
        for (var revision = oldFloor + 1; revision <= state.Revision; revision += AtOnce)
        {
            var last = Math.Min(revision + AtOnce - 1, state.Revision);
            RedisValue[] fields = [.. Enumerable.Range(0, (int)(last - revision + 1)).Select(i => (RedisValue)Text(revision + i))];
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
        var database = (await store.OpenAsync(cancellationToken)).Reads.GetDatabase();
        var head = await database.HashGetAsync(FloorKey(floor), HeadField).WaitAsync(cancellationToken);
        return head.IsNull ? null : KeptState.Parser.ParseFrom(((ReadOnlyMemory<byte>)head).Span).RecordedAt?.ToDateTimeOffset();
    }

    /// <summary>Writes a state under a key of its own; what it is, is written last. Answers how many bytes its records have.</summary>
    internal async Task<long> WriteAsync(RedisKey key, Snapshot state, CancellationToken cancellationToken, TimeSpan? until = null)
    {
        var connections = await store.OpenAsync(cancellationToken);
        var database = connections.Writes.GetDatabase();
        var head = new KeptState { Revision = state.Revision, RecordedAt = CheckpointFormat.TimeOf(state), Followed = { CheckpointFormat.FollowedBy(state) } };
        long bytes = 0;
        foreach (var part in CheckpointFormat.PartsOf(state, PartBytes))
        {
            var encoded = part.ToByteArray();
            await database.HashSetAsync(key, PartField(head.Parts), encoded).WaitAsync(cancellationToken);
            if (until is not null)
            {
                // Whoever is killed halfway leaves nothing that stays.
                await database.KeyExpireAsync(key, until).WaitAsync(cancellationToken);
            }

            head.Parts++;
            head.Records += part.Records.Count;
            bytes += encoded.Length;
        }

        await database.HashSetAsync(key, HeadField, head.ToByteArray()).WaitAsync(cancellationToken);
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
        var database = (await store.OpenAsync(cancellationToken)).Reads.GetDatabase();
        var read = await database.HashGetAsync(key, HeadField).WaitAsync(cancellationToken);
        if (read.IsNull)
        {
            return null;
        }

        var head = KeptState.Parser.ParseFrom(((ReadOnlyMemory<byte>)read).Span);
        var records = new CheckpointReader(empty.Schema, newest);
        var coming = new Queue<Task<RedisValue>>(Enumerable.Range(0, ReadAheadChunks).Select(ReadAsync));
        for (var part = 0; part < head.Parts; part++)
        {
            var bytes = await coming.Dequeue().WaitAsync(cancellationToken);
            if (bytes.IsNull)
            {
                return null;
            }

            // The next parts are under way while this one is taken apart.
            coming.Enqueue(ReadAsync(part + ReadAheadChunks));
            records.Add((ReadOnlyMemory<byte>)bytes);
        }

        return records.Read == head.Records ? records.Build(empty.StoreId, head) : null;

        Task<RedisValue> ReadAsync(int part) =>
            part < head.Parts ? database.HashGetAsync(key, PartField(part)) : Task.FromResult(RedisValue.Null);
    }

    RedisKey FloorKey(long revision) => store.Key.Append($":checkpoint:{Text(revision)}");

    static string PartField(int part) => part.ToString(CultureInfo.InvariantCulture);

    static string Text(long revision) => revision.ToString(CultureInfo.InvariantCulture);
}
