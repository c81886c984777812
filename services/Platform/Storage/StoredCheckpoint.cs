using System.Runtime.CompilerServices;
using KosovoNato.Store.V1;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>A checkpoint in the store: a header, which is written last, and parts with the records.</summary>
sealed class StoredCheckpoint(IDatabase database, RedisKey key)
{
    const int ReadAheadParts = 8;

    /// <summary>Reads the header; null if the checkpoint is missing or incomplete.</summary>
    public async Task<CheckpointHeader?> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var header = await database.HashGetAsync(key, StoreLayout.CheckpointHeaderField).WaitAsync(cancellationToken);
        return header.IsNull ? null : CheckpointHeader.Parser.ParseFrom(((ReadOnlyMemory<byte>)header).Span);
    }

    /// <summary>
    /// Reads the parts, each a <c>CheckpointChunk</c>. Ends early if a part is missing: compare the number of records with the header.
    /// </summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadPartsAsync(
        CheckpointHeader header, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var coming = new Queue<Task<RedisValue>>(Enumerable.Range(0, ReadAheadParts).Select(ReadAsync));
        for (var part = 0; part < header.Chunks; part++)
        {
            var bytes = await coming.Dequeue().WaitAsync(cancellationToken);
            if (bytes.IsNull)
            {
                yield break;
            }

            // Read ahead while this part is used.
            coming.Enqueue(ReadAsync(part + ReadAheadParts));
            yield return (ReadOnlyMemory<byte>)bytes;
        }

        Task<RedisValue> ReadAsync(int part) =>
            part < header.Chunks ? database.HashGetAsync(key, StoreLayout.Number(part)) : Task.FromResult(RedisValue.Null);
    }
}
