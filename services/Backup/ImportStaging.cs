using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Storage;
using KosovoNato.Store.V1;
using StackExchange.Redis;

namespace KosovoNato.Backup;

/// <summary>
/// The staging keys of an import. They expire some minutes after the last write, so that an import that was killed leaves nothing behind.
/// At the end they replace an empty store in one step.
/// </summary>
sealed class ImportStaging(ServiceStore store) : IAsyncDisposable
{
    const int WriteBytes = 1 << 20;
    const int PartBytes = 512 << 10;
    static readonly TimeSpan StagingTtl = TimeSpan.FromMinutes(10);

    // One script, so that a key never exists without an expiry.
    const string Put = "redis.call('HSET', KEYS[1], ARGV[1], ARGV[2]) redis.call('PEXPIRE', KEYS[1], ARGV[3]) return 1";
    static readonly string Script = LoadScript();

    readonly string identity = StoreIds.New();
    readonly List<HashEntry> waiting = [];
    long waitingBytes;
    BackupHeader header = null!;
    CheckpointChunk part = new();
    long partBytes;
    int parts;
    bool hasState;
    bool shown;

    RedisKey LogKey => store.Key.Append($":import:{identity}");

    RedisKey StateKey => LogKey.Append(":state");

    /// <summary>Starts the import, and rejects a store that is not empty, so that this is not only found at the end.</summary>
    public async Task BeginAsync(BackupHeader of, CancellationToken cancellationToken)
    {
        if (await store.Database.HashExistsAsync(store.Key, StoreLayout.HeadField).WaitAsync(cancellationToken))
        {
            throw NotEmpty();
        }

        header = of;
        await PutAsync(LogKey, StoreLayout.StoreIdField, identity, cancellationToken);
        // Mark all revisions as published. For a new store ID, the relay publishes only the head revision, which tells subscribers that the
        // store was replaced. The older revisions are not published a second time.
        await PutAsync(StoreLayout.RelayPositionField, $"{of.Store}/{StoreLayout.Number(of.Head)}/0", cancellationToken);
        await WriteAsync(cancellationToken);
    }

    public async Task AddAsync(CheckpointResource record, CancellationToken cancellationToken)
    {
        part.Resources.Add(record);
        partBytes += record.Resource.Length;
        if (record.Service.Length == 0)
        {
            await PutAsync(StoreLayout.ResourceField(record.Name), StoreLayout.Number(record.Revision), cancellationToken);
        }

        if (partBytes >= PartBytes)
        {
            await WritePartAsync(cancellationToken);
        }
    }

    public async Task EndStateAsync(CheckpointHeader state, CancellationToken cancellationToken)
    {
        await WritePartAsync(cancellationToken);
        state.Chunks = parts;
        await PutAsync(StateKey, StoreLayout.CheckpointHeaderField, state.ToByteArray(), cancellationToken);
        hasState = true;
        await PutAsync(StoreLayout.CompactedRevisionField, StoreLayout.Number(state.Revision), cancellationToken);
    }

    public async Task AddAsync(StoredRevision revision, ChangeEnvelope change, CancellationToken cancellationToken)
    {
        await PutAsync(StoreLayout.Number(revision.Revision), revision.Value, cancellationToken);
        foreach (var one in change.Changes)
        {
            await PutAsync(StoreLayout.ResourceField(one.Name), StoreLayout.Number(revision.Revision), cancellationToken);
        }

        if (revision.RequestFingerprint is { } fingerprint && Guid.TryParse(change.RequestId, out var request))
        {
            await PutAsync(
                StoreLayout.RequestField($"{request:N}"), $"{StoreLayout.Number(revision.Revision)}:{fingerprint}", cancellationToken);
        }
    }

    /// <summary>Makes the import visible in one step, if the store is still empty.</summary>
    /// <param name="recordedAt">When the newest revision was recorded. The service's clock continues from there.</param>
    public async Task<string> PromoteAsync(DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        if (header.Head > 0)
        {
            await PutAsync(StoreLayout.HeadField, StoreLayout.Number(header.Head), cancellationToken);
            await PutAsync(StoreLayout.HeadRecordedAtField, StoreLayout.Number(StoreLayout.Microseconds(recordedAt)), cancellationToken);
        }

        await WriteAsync(cancellationToken);
        RedisKey[] keys = [store.Key, LogKey, StateKey, StoreLayout.CheckpointKey(store.Key, header.Floor)];
        var answer = (int)await store.Database.ScriptEvaluateAsync(Script, keys, [identity, hasState ? parts + 1 : 0])
            .WaitAsync(cancellationToken);
        if (answer != 0)
        {
            throw answer == 1 ? NotEmpty() : new BackupException(
                $"No data arrived for {StagingTtl.TotalMinutes:0} minutes, so the imported data has expired. Start the import again.");
        }

        shown = true;
        await store.SyncAsync();
        return identity;
    }

    public async ValueTask DisposeAsync()
    {
        if (shown)
        {
            return;
        }

        try
        {
            await store.Database.KeyDeleteAsync([LogKey, StateKey]);
        }
        catch (Exception away) when (away is RedisException or TimeoutException)
        {
            // The keys expire.
        }
    }

    async Task PutAsync(string field, RedisValue value, CancellationToken cancellationToken)
    {
        waiting.Add(new(field, value));
        waitingBytes += field.Length + value.Length() + 32;
        if (waitingBytes >= WriteBytes)
        {
            await WriteAsync(cancellationToken);
        }
    }

    async Task WriteAsync(CancellationToken cancellationToken)
    {
        await store.Database.HashSetAsync(LogKey, [.. waiting]).WaitAsync(cancellationToken);
        await store.Database.KeyExpireAsync(LogKey, StagingTtl).WaitAsync(cancellationToken);
        if (parts > 0)
        {
            await store.Database.KeyExpireAsync(StateKey, StagingTtl).WaitAsync(cancellationToken);
        }

        waiting.Clear();
        waitingBytes = 0;
    }

    async Task WritePartAsync(CancellationToken cancellationToken)
    {
        if (part.Resources.Count == 0)
        {
            return;
        }

        await PutAsync(StateKey, StoreLayout.Number(parts), part.ToByteArray(), cancellationToken);
        parts++;
        (part, partBytes) = (new(), 0);
    }

    async Task PutAsync(RedisKey key, string field, RedisValue value, CancellationToken cancellationToken) =>
        await store.Database.ScriptEvaluateAsync(Put, [key], [field, value, (long)StagingTtl.TotalMilliseconds])
            .WaitAsync(cancellationToken);

    BackupException NotEmpty() => new(
        $"The store at {store.Key} is not empty, and an import never merges or replaces data. Import into another store or under another "
        + "prefix, or empty this store first.");

    static string LoadScript()
    {
        using var stream = typeof(ImportStaging).Assembly.GetManifestResourceStream("KosovoNato.Backup.PromoteImport.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
