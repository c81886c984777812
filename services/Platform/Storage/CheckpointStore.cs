using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Store.V1;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// Writes and loads checkpoints: at the compacted revision, so that older revisions need not be kept, and between it and the head, so that
/// earlier snapshots are rebuilt faster.
/// </summary>
public sealed class CheckpointStore(StoreConnection store, TimeProvider timeProvider)
{
    const int BatchSize = 500;
    // Small parts load faster, because several are read at a time.
    const int PartBytes = 64 << 10;
    // The store syncs its file after each write, and commits wait for that. So the writes are small, and leave three quarters of the time
    // to others.
    const int PartsPerWrite = 8;
    const int IdleToBusyRatio = 3;

    // Sets the compacted revision, unless another instance has set a later revision. Returns the one from before.
    const string MoveFloor = """
        local floor = tonumber(redis.call('HGET', KEYS[1], 'floor') or '0')
        if tonumber(ARGV[1]) > floor then redis.call('HSET', KEYS[1], 'floor', ARGV[1]) end
        return floor
        """;

    /// <summary>
    /// Compacts the log: writes the checkpoint of a snapshot, sets the compacted revision, and deletes the revisions up to it and the
    /// checkpoint of the previous compacted revision. If another instance has compacted further, deletes the new checkpoint instead.
    /// </summary>
    internal async Task MoveFloorAsync(Snapshot state, long oldFloor, CancellationToken cancellationToken)
    {
        await WriteAsync(FloorKey(state.Revision), state, cancellationToken);
        var session = await store.OpenForWritesAsync(cancellationToken);
        var database = session.Writes.GetDatabase();
        var before = (long)await database.ScriptEvaluateAsync(MoveFloor, [store.Key], [StoreLayout.Number(state.Revision)])
            .WaitAsync(cancellationToken);
        await session.SyncAsync(session.Writes).WaitAsync(cancellationToken);
        for (var revision = oldFloor + 1; revision <= state.Revision; revision += BatchSize)
        {
            var last = Math.Min(revision + BatchSize - 1, state.Revision);
            RedisValue[] fields = [
                .. Enumerable.Range(0, (int)(last - revision + 1)).Select(i => (RedisValue)StoreLayout.Number(revision + i))];
            await database.HashDeleteAsync(store.Key, fields).WaitAsync(cancellationToken);
        }

        if (before > 0 && before != state.Revision)
        {
            await database.KeyDeleteAsync(FloorKey(Math.Min(before, state.Revision))).WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Loads the snapshot at the compacted revision. Throws UNAVAILABLE if another instance has compacted further; a retry sees the newer
    /// revision.
    /// </summary>
    internal async Task<Snapshot> LoadCompactedSnapshotAsync(Snapshot empty, long floor, CancellationToken cancellationToken) =>
        await LoadAsync(FloorKey(floor), empty, newest: null, cancellationToken) ?? throw ApiException.StoreUnavailable();

    /// <summary>Returns when the compacted revision was recorded; null if it is no longer the compacted revision.</summary>
    internal async Task<DateTimeOffset?> FloorRecordedAtAsync(long floor, CancellationToken cancellationToken) =>
        (await FloorHeaderAsync(floor, cancellationToken))?.RecordedAt?.ToDateTimeOffset();

    /// <summary>Returns the fingerprint of the compacted revision; null if it is no longer the compacted revision.</summary>
    internal async Task<RevisionFingerprint?> CompactedFingerprintAsync(long floor, CancellationToken cancellationToken) =>
        await FloorHeaderAsync(floor, cancellationToken) is { } header ? new(header.Fingerprint) : null;

    async Task<CheckpointHeader?> FloorHeaderAsync(long floor, CancellationToken cancellationToken)
    {
        try
        {
            var database = (await store.OpenAsync(cancellationToken)).Reads.GetDatabase();
            return await new StoredCheckpoint(database, FloorKey(floor)).ReadHeaderAsync(cancellationToken);
        }
        catch (Exception e) when (StoreErrors.IsOfStore(e))
        {
            throw StoreErrors.Unavailable(e);
        }
    }

    /// <summary>Writes a checkpoint under its own key, the header last. Returns the size of its parts in bytes.</summary>
    internal async Task<long> WriteAsync(RedisKey key, Snapshot state, CancellationToken cancellationToken, TimeSpan? until = null)
    {
        var session = await store.OpenForWritesAsync(cancellationToken);
        var database = session.Writes.GetDatabase();
        var head = CheckpointFormat.HeaderOf(state);
        long bytes = 0;
        foreach (var parts in CheckpointFormat.PartsOf(state, PartBytes).Chunk(PartsPerWrite))
        {
            var started = timeProvider.GetTimestamp();
            HashEntry[] fields = [.. parts.Select((part, i) => new HashEntry(StoreLayout.Number(head.Chunks + i), part.ToByteArray()))];
            var writing = database.HashSetAsync(key, fields);
            // If the instance stops halfway, the incomplete checkpoint expires.
            var expiring = until is null ? Task.CompletedTask : database.KeyExpireAsync(key, until);
            await Task.WhenAll(writing, expiring).WaitAsync(cancellationToken);
            head.Chunks += parts.Length;
            bytes += fields.Sum(field => field.Value.Length());
            if (parts.Length == PartsPerWrite)
            {
                await Task.Delay(timeProvider.GetElapsedTime(started) * IdleToBusyRatio, timeProvider, cancellationToken);
            }
        }

        await database.HashSetAsync(key, StoreLayout.CheckpointHeaderField, head.ToByteArray()).WaitAsync(cancellationToken);
        if (until is not null)
        {
            await database.KeyExpireAsync(key, until).WaitAsync(cancellationToken);
        }

        await session.SyncAsync(session.Writes).WaitAsync(cancellationToken);
        return bytes;
    }

    /// <summary>Loads a checkpoint; null if it is missing or incomplete.</summary>
    /// <param name="newest">The snapshot whose versions are shared where they are the same; null if there is none yet.</param>
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

        return records.Read == head.ResourceCount ? records.Build(empty.StoreId, head) : null;
    }

    RedisKey FloorKey(long revision) => StoreLayout.CheckpointKey(store.Key, revision);
}
