using System.Runtime.CompilerServices;
using KosovoNato.Store.V1;
using StackExchange.Redis;

namespace KosovoNato.Backup;

/// <summary>
/// Reads a store as it was when reading began, while its service goes on: first the newest revision, then those up to it, which
/// nobody changes. Only retention may let go of some meanwhile, and that is noticed.
/// </summary>
sealed class LogReader(ServiceStore store)
{
    const int WantedBytes = 1 << 20;
    const int MaxAtOnce = 4_096;

    int count = 16;

    /// <summary>What the store was when reading began.</summary>
    /// <param name="Identity">Which store it is.</param>
    /// <param name="Head">Its newest revision.</param>
    /// <param name="Floor">Revisions up to this one are no longer kept; their state is.</param>
    public sealed record LogHead(string Identity, long Head, long Floor);

    public async Task<LogHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var values = await store.Database.HashGetAsync(store.Key, ["identity", "head", "floor"]).WaitAsync(cancellationToken);
        return values[0].IsNull
            ? throw store.Empty()
            : new((string)values[0]!, values[1].IsNull ? 0 : (long)values[1], values[2].IsNull ? 0 : (long)values[2]);
    }

    /// <summary>The revisions after one, in order, each with the fingerprint of its request.</summary>
    public async IAsyncEnumerable<StoredRevision> RevisionsAsync(LogHead look, long after, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var at = after; at < last;)
        {
            var read = await ReadAsync(look, at, (int)Math.Min(count, last - at), cancellationToken);
            RedisValue[] fields = [.. read.Select(revision => (RedisValue)(StoredRevision.RequestField(revision.Envelope()) ?? "q:"))];
            var prints = await store.Database.HashGetAsync(store.Key, fields).WaitAsync(cancellationToken);
            for (var i = 0; i < read.Count; i++)
            {
                yield return read[i] with { Fingerprint = FingerprintOf(prints[i], read[i].Revision) };
            }

            at += read.Count;
            var average = 1 + (read.Sum(revision => (long)revision.Value.Length) / read.Count);
            count = (int)Math.Clamp(WantedBytes / average, 1, Math.Min(MaxAtOnce, count * 8));
        }
    }

    /// <summary>The state that is kept of the floor; none if there is no floor.</summary>
    public async Task<KeptState?> ReadCheckpointHeaderAsync(LogHead look, CancellationToken cancellationToken)
    {
        if (look.Floor == 0)
        {
            return null;
        }

        var head = await store.Database.HashGetAsync(store.CheckpointKey(look.Floor), "state").WaitAsync(cancellationToken);
        return head.IsNull ? throw Moved() : KeptState.Parser.ParseFrom(((ReadOnlyMemory<byte>)head).Span);
    }

    /// <summary>The parts of that state as they are stored.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadCheckpointChunksAsync(KeptState floor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var part = 0; part < floor.Parts; part++)
        {
            var bytes = await store.Database.HashGetAsync(store.CheckpointKey(floor.Revision), ServiceStore.Text(part)).WaitAsync(cancellationToken);
            yield return bytes.IsNull ? throw Moved() : (ReadOnlyMemory<byte>)bytes;
        }
    }

    async Task<IReadOnlyList<StoredRevision>> ReadAsync(LogHead look, long after, int number, CancellationToken cancellationToken)
    {
        RedisValue[] fields = ["identity", "floor", .. Enumerable.Range(0, number).Select(i => (RedisValue)ServiceStore.Text(after + 1 + i))];
        var values = await store.Database.HashGetAsync(store.Key, fields).WaitAsync(cancellationToken);
        if ((string?)values[0] != look.Identity)
        {
            throw new BackupException("The store became another one while it was read. Start again.");
        }

        if (!values[1].IsNull && (long)values[1] > after)
        {
            throw Moved();
        }

        var missing = Array.FindIndex(values, 2, value => value.IsNull);
        return missing < 0
            ? [.. values.Skip(2).Select((value, i) => new StoredRevision(after + 1 + i, (ReadOnlyMemory<byte>)value, null))]
            : throw new BackupException($"Revision {after + missing - 1} is missing in the store, which is damaged. Restore it from a backup.");
    }

    static string? FingerprintOf(RedisValue request, long revision) =>
        ((string?)request)?.Split(':', 2) is [var number, var fingerprint] && number == ServiceStore.Text(revision) ? fingerprint : null;

    static BackupException Moved() => new("The service let old revisions go while they were read. Start again.");
}
