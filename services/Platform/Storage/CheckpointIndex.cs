using System.Globalization;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// The index of the checkpoints between the compacted revision and the head. A checkpoint is listed once it is complete, together with the
/// ID of its store. Checkpoints are optional: they only make earlier snapshots cheaper to rebuild.
/// </summary>
public sealed class CheckpointIndex(StoreConnection store, CheckpointStore checkpoints, IOptions<StoreOptions> options)
{
    const int MaxKept = 64;
    static readonly TimeSpan StagingTtl = TimeSpan.FromMinutes(10);

    /// <param name="Id">The ID of its data, so that instances that write the same revision do not interfere with each other.</param>
    /// <param name="Steps">Its distance along the log, as <see cref="RevisionEntry.Weight"/> counts it, from where the store's first
    /// checkpoint began to count.</param>
    /// <param name="Types">The <see cref="Schema.StoredTypes"/> of the release that wrote it; empty if an earlier release did.</param>
    internal sealed record Entry(string StoreId, long Revision, string Id, long Bytes, long Steps, string Types);

    /// <summary>Returns all checkpoints by revision, including the checkpoints of replaced stores.</summary>
    internal async Task<IReadOnlyList<Entry>> ReadAsync(CancellationToken cancellationToken)
    {
        var database = (await store.OpenAsync(cancellationToken)).Reads.GetDatabase();
        var entries = await database.HashGetAllAsync(ListKey).WaitAsync(cancellationToken);
        return [.. entries.Select(Parse).OrderBy(listed => listed.Revision)];
    }

    /// <summary>Loads a checkpoint. If its data is incomplete, removes it from the index and returns null.</summary>
    internal async Task<Snapshot?> LoadAsync(Entry listed, Snapshot empty, Snapshot? newest, CancellationToken cancellationToken)
    {
        var state = await checkpoints.LoadAsync(DataKey(listed.Id), empty, newest, cancellationToken);
        if (state is null && !store.IsDiskFull)
        {
            await RemoveAsync(listed, cancellationToken);
        }

        return state;
    }

    /// <summary>Writes a checkpoint and lists it. If another instance has already listed this revision, the new data is deleted.</summary>
    internal async Task AddAsync(Snapshot state, long steps, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        var bytes = await checkpoints.WriteAsync(DataKey(id), state, cancellationToken, StagingTtl);
        var session = await store.OpenForWritesAsync(cancellationToken);
        var database = session.Writes.GetDatabase();
        var value = string.Create(CultureInfo.InvariantCulture, $"{id}:{bytes}:{steps}:{state.Schema.StoredTypes}");
        if (!await database.HashSetAsync(ListKey, FieldOf(state.StoreId, state.Revision), value, When.NotExists)
            .WaitAsync(cancellationToken))
        {
            await database.KeyDeleteAsync(DataKey(id)).WaitAsync(cancellationToken);
            return;
        }

        // List before persisting: if the instance stops in between, the data expires, and the next reader removes the entry.
        await database.KeyPersistAsync(DataKey(id)).WaitAsync(cancellationToken);
        await session.SyncAsync(session.Writes).WaitAsync(cancellationToken);
    }

    internal async Task RemoveAsync(Entry listed, CancellationToken cancellationToken)
    {
        var database = (await store.OpenForWritesAsync(cancellationToken)).Writes.GetDatabase();
        await database.HashDeleteAsync(ListKey, FieldOf(listed.StoreId, listed.Revision)).WaitAsync(cancellationToken);
        await database.KeyDeleteAsync(DataKey(listed.Id)).WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Selects the checkpoints to remove so that the rest is within the limits of number and size. Removes the most closely spaced
    /// checkpoints first, and never the newest.
    /// </summary>
    /// <param name="own">The checkpoints of this store, by revision.</param>
    internal IReadOnlyList<Entry> SelectExcess(IReadOnlyList<Entry> own)
    {
        var kept = own.ToList();
        var go = new List<Entry>();
        while (kept.Count > 1 && (kept.Count > MaxKept || kept.Sum(listed => listed.Bytes) > options.Value.MaxCheckpointBytes))
        {
            var least = Enumerable.Range(0, kept.Count - 1).MinBy(i => kept[i + 1].Steps - (i == 0 ? 0 : kept[i - 1].Steps));
            go.Add(kept[least]);
            kept.RemoveAt(least);
        }

        return go;
    }

    RedisKey ListKey => store.Key.Append(":checkpoints");

    RedisKey DataKey(string id) => store.Key.Append($":checkpoint:{id}");

    static string FieldOf(string storeId, long revision) => string.Create(CultureInfo.InvariantCulture, $"{storeId}:{revision}");

    static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    static Entry Parse(HashEntry entry)
    {
        var field = ((string)entry.Name!).Split(':');
        var value = ((string)entry.Value!).Split(':');
        return new Entry(field[0], Number(field[1]), value[0], Number(value[1]), Number(value[2]), value.ElementAtOrDefault(3) ?? "");
    }
}
