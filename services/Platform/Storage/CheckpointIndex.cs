using System.Globalization;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// The checkpoints between the floor and the newest revision. One is listed once it is written whole, with the identity of the
/// store that it is a state of; nothing needs one, each only makes a state of long ago cheaper to find.
/// </summary>
public sealed class CheckpointIndex(StoreConnection store, CheckpointStore checkpoints, IOptions<StoreOptions> options)
{
    const int MaxKept = 64;
    static readonly TimeSpan WrittenWithin = TimeSpan.FromMinutes(10);

    /// <param name="Id">Names its data: writers of the same revision do not get into each other's way.</param>
    /// <param name="Steps">How far along the log it is, from where its store's first checkpoint began to count.</param>
    internal sealed record Entry(string StoreId, long Revision, string Id, long Bytes, long Steps);

    /// <summary>All that are listed, those of replaced stores as well, by revision.</summary>
    internal async Task<IReadOnlyList<Entry>> ReadAsync(CancellationToken cancellationToken)
    {
        var database = (await store.OpenAsync(cancellationToken)).Reads.GetDatabase();
        var entries = await database.HashGetAllAsync(ListKey).WaitAsync(cancellationToken);
        return [.. entries.Select(Parse).OrderBy(listed => listed.Revision)];
    }

    /// <summary>Reads one; takes it off the list if it is not there as a whole.</summary>
    internal async Task<Snapshot?> LoadAsync(Entry listed, Snapshot empty, Snapshot? newest, CancellationToken cancellationToken)
    {
        var state = await checkpoints.LoadAsync(DataKey(listed.Id), empty, newest, cancellationToken);
        if (state is null)
        {
            await RemoveAsync(listed, cancellationToken);
        }

        return state;
    }

    /// <summary>Writes a state and lists it. If another instance has listed that revision before, its own goes.</summary>
    internal async Task AddAsync(Snapshot state, long steps, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N");
        var bytes = await checkpoints.WriteAsync(DataKey(id), state, cancellationToken, WrittenWithin);
        var connections = await store.OpenAsync(cancellationToken);
        var database = connections.Writes.GetDatabase();
        var value = string.Create(CultureInfo.InvariantCulture, $"{id}:{bytes}:{steps}");
        if (!await database.HashSetAsync(ListKey, FieldOf(state.StoreId, state.Revision), value, When.NotExists)
            .WaitAsync(cancellationToken))
        {
            await database.KeyDeleteAsync(DataKey(id)).WaitAsync(cancellationToken);
            return;
        }

        // Listed first: if this is the last that an instance does, the data go by themselves and whoever reads unlists it.
        await database.KeyPersistAsync(DataKey(id)).WaitAsync(cancellationToken);
        await connections.SyncAsync(database).WaitAsync(cancellationToken);
    }

    internal async Task RemoveAsync(Entry listed, CancellationToken cancellationToken)
    {
        var database = (await store.OpenAsync(cancellationToken)).Writes.GetDatabase();
        await database.HashDeleteAsync(ListKey, FieldOf(listed.StoreId, listed.Revision)).WaitAsync(cancellationToken);
        await database.KeyDeleteAsync(DataKey(listed.Id)).WaitAsync(cancellationToken);
    }

    /// <summary>Which to let go so that the rest is few and small enough: those next to each other first, never the newest.</summary>
    /// <param name="own">Those of this store, by revision.</param>
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
        return new Entry(field[0], Number(field[1]), value[0], Number(value[1]), Number(value[2]));
    }
}
