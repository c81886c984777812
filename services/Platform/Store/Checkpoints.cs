using System.Globalization;
using Google.Protobuf;
using KosovoNato.Platform.Errors;
using KosovoNato.Store.V1;
using StackExchange.Redis;

namespace KosovoNato.Platform.Store;

/// <summary>
/// States of a service, kept whole in the store: the one at the floor, so that older revisions need not be kept, and others
/// between it and the newest revision, so that a state of long ago is soon found.
/// </summary>
public sealed class Checkpoints(StoreConnection store)
{
    const int AtOnce = 500;
    // Small ones are read faster, several under way at a time.
    const int PartBytes = 64 << 10;
    const int PartsAhead = 8;
    const string HeadField = "state";

    // Sets the floor and deletes what is below it, unless another instance has moved it further.
    const string MoveFloor = """
        local floor = tonumber(redis.call('HGET', KEYS[1], 'floor') or '0')
        if tonumber(ARGV[1]) > floor then redis.call('HSET', KEYS[1], 'floor', ARGV[1]) end
        return 1
        """;

    /// <summary>Writes a state, makes it the new beginning of the log, and lets older revisions go.</summary>
    internal async Task MoveFloorAsync(Snapshot state, long oldFloor, CancellationToken cancel)
    {
        await WriteAsync(FloorKey(state.Revision), state, cancel);
        var connections = await store.OpenAsync(cancel);
        var database = connections.Writes.GetDatabase();
        await database.ScriptEvaluateAsync(MoveFloor, [store.Key], [Text(state.Revision)]).WaitAsync(cancel);
        await connections.SyncAsync(database).WaitAsync(cancel);
        for (var revision = oldFloor + 1; revision <= state.Revision; revision += AtOnce)
        {
            var last = Math.Min(revision + AtOnce - 1, state.Revision);
            RedisValue[] fields = [.. Enumerable.Range(0, (int)(last - revision + 1)).Select(i => (RedisValue)Text(revision + i))];
            await database.HashDeleteAsync(store.Key, fields).WaitAsync(cancel);
        }

        if (oldFloor > 0 && oldFloor < state.Revision)
        {
            await database.KeyDeleteAsync(FloorKey(oldFloor)).WaitAsync(cancel);
        }
    }

    /// <summary>The state at the floor. Another instance may have moved the floor meanwhile; who asks again sees the newer one.</summary>
    internal async Task<Snapshot> LoadFloorAsync(Snapshot empty, long floor, CancellationToken cancel) =>
        await LoadAsync(FloorKey(floor), empty, newest: null, cancel) ?? throw Refusal.StoreUnavailable();

    /// <summary>When the revision of the floor was recorded; none if it is no longer the floor.</summary>
    internal async Task<DateTimeOffset?> FloorRecordedAtAsync(long floor, CancellationToken cancel)
    {
        var database = (await store.OpenAsync(cancel)).Reads.GetDatabase();
        var head = await database.HashGetAsync(FloorKey(floor), HeadField).WaitAsync(cancel);
        return head.IsNull ? null : KeptState.Parser.ParseFrom(((ReadOnlyMemory<byte>)head).Span).RecordedAt?.ToDateTimeOffset();
    }

    /// <summary>Writes a state under a key of its own; what it is, is written last. Answers how many bytes its records have.</summary>
    internal async Task<long> WriteAsync(RedisKey key, Snapshot state, CancellationToken cancel, TimeSpan? until = null)
    {
        var connections = await store.OpenAsync(cancel);
        var database = connections.Writes.GetDatabase();
        var head = new KeptState { Revision = state.Revision, RecordedAt = KeptForm.TimeOf(state), Followed = { KeptForm.FollowedBy(state) } };
        long bytes = 0;
        foreach (var part in KeptForm.PartsOf(state, PartBytes))
        {
            var encoded = part.ToByteArray();
            await database.HashSetAsync(key, PartField(head.Parts), encoded).WaitAsync(cancel);
            if (until is not null)
            {
                // Whoever is killed halfway leaves nothing that stays.
                await database.KeyExpireAsync(key, until).WaitAsync(cancel);
            }

            head.Parts++;
            head.Records += part.Records.Count;
            bytes += encoded.Length;
        }

        await database.HashSetAsync(key, HeadField, head.ToByteArray()).WaitAsync(cancel);
        if (until is not null)
        {
            await database.KeyExpireAsync(key, until).WaitAsync(cancel);
        }

        await connections.SyncAsync(database).WaitAsync(cancel);
        return bytes;
    }

    /// <summary>Reads a state; none if it is not there as a whole.</summary>
    /// <param name="newest">The state whose records are used where they are the same; none if there is no newer one yet.</param>
    internal async Task<Snapshot?> LoadAsync(RedisKey key, Snapshot empty, Snapshot? newest, CancellationToken cancel)
    {
        var database = (await store.OpenAsync(cancel)).Reads.GetDatabase();
        var read = await database.HashGetAsync(key, HeadField).WaitAsync(cancel);
        if (read.IsNull)
        {
            return null;
        }

        var head = KeptState.Parser.ParseFrom(((ReadOnlyMemory<byte>)read).Span);
        var records = new KeptRecords(empty.Schema, newest);
        var coming = new Queue<Task<RedisValue>>(Enumerable.Range(0, PartsAhead).Select(ReadAsync));
        for (var part = 0; part < head.Parts; part++)
        {
            var bytes = await coming.Dequeue().WaitAsync(cancel);
            if (bytes.IsNull)
            {
                return null;
            }

            // The next parts are under way while this one is taken apart.
            coming.Enqueue(ReadAsync(part + PartsAhead));
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
