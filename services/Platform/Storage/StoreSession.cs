using System.Net;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// The connections to one server of the store. Commits and reads of the log have separate connections, so that a watcher far behind does
/// not delay writers. The session with the primary of a replicated store ends with its first lost connection: what is behind the same
/// address afterwards must prove anew that it is the primary.
/// </summary>
/// <param name="address">The primary of a replicated store; null for a single store.</param>
/// <param name="sentinels">The sentinels of a replicated store; null for a single store.</param>
/// <param name="replicas">The number of replicas that must have a write before it is durable.</param>
/// <param name="maxReplicationTime">How long to wait for them; less than the timeout of a command.</param>
sealed class StoreSession(
    EndPoint? address, ConnectionMultiplexer writes, ConnectionMultiplexer reads, RedisKey probeKey, Sentinels? sentinels, int replicas,
    TimeSpan maxReplicationTime) : IAsyncDisposable
{
    // A replica that is further behind is still copying, or suspended.
    const long MaxLagBytes = 1 << 20;

    // How many replicas the sentinels know, and how many are expected to confirm a write in time.
    int known;
    volatile int expected;

    public EndPoint? Address => address;

    public ConnectionMultiplexer Writes => writes;

    public ConnectionMultiplexer Reads => reads;

    /// <summary>Whether the store is the embedded server, which syncs on command.</summary>
    public bool Embedded { get; set; }

    /// <summary>Whether a replica confirms that a write is on its disk, which Redis can ask since 7.2.</summary>
    public bool ConfirmsDisks { get; set; }

    /// <summary>Connections to the replicas, which check their settings; null until they are checked.</summary>
    public ConnectionMultiplexer? ReplicaServers { get; set; }

    public volatile bool Verified;

    public volatile bool IsDisposed;

    /// <summary>Waits until all earlier writes are durable.</summary>
    public Task SyncAsync(ConnectionMultiplexer connection) => DurablyAsync(connection, _ => Task.FromResult(true));

    /// <summary>
    /// Runs a command, and waits until all that the server has after it is durable: on its disk, and with
    /// <see cref="StoreOptions.Replicas"/> on the disks of that many replicas. This also proves that the server is still the primary.
    /// </summary>
    /// <exception cref="PrimaryUnprovenException">Too few replicas have it in time, or the server is being replaced. It may become durable
    /// later, or be lost.</exception>
    public async Task<T> DurablyAsync<T>(ConnectionMultiplexer connection, Func<IDatabaseAsync, Task<T>> run)
    {
        var database = connection.GetDatabase();
        if (replicas > 0)
        {
            return await ReplicateAsync(database, run);
        }

        var running = run(database);
        var syncing = Embedded ? database.ExecuteAsync("COMMITAOF") : Task.CompletedTask;
        var result = await running;
        await syncing;
        return result;
    }

    /// <summary>
    /// Proves that the server is the primary of a replicated store: it says so, then the sentinels, and then replicas have what it writes,
    /// on both connections.
    /// </summary>
    /// <exception cref="PrimaryUnprovenException">It is not proven.</exception>
    public async Task ProveAsync()
    {
        await CountReplicasAsync();
        known = Math.Max(expected, (await ConfirmPrimaryAsync()).Replicas.Count);
        await SyncAsync(writes);
        await SyncAsync(reads);
    }

    /// <summary>Expects confirmations from all replicas that keep up, also from those that were away.</summary>
    public async Task CountReplicasAsync()
    {
        var role = (RedisResult[])(await writes.GetDatabase().ExecuteAsync("ROLE"))!;
        if ((string?)role[0] != "master")
        {
            throw new PrimaryUnprovenException($"{Sentinels.TextOf(address!)} is a replica.");
        }

        var written = (long)role[1];
        expected = ((RedisResult[])role[2]!).Count(replica => written - (long)((RedisResult[])replica!)[2] < MaxLagBytes);
        known = Math.Max(known, expected);
    }

    public async ValueTask DisposeAsync()
    {
        IsDisposed = true;
        await writes.DisposeAsync();
        await reads.DisposeAsync();
        if (ReplicaServers is not null)
        {
            await ReplicaServers.DisposeAsync();
        }
    }

    async Task<T> ReplicateAsync<T>(IDatabase database, Func<IDatabaseAsync, Task<T>> run)
    {
        // A batch, because WAIT speaks of the writes of its own connection only. It follows a write even if the command wrote nothing, for
        // example because it repeats a commit with an unknown outcome.
        var batch = database.CreateBatch();
        var running = run(batch);
        var writing = batch.HashSetAsync(probeKey, "fence", "written before each WAIT");
        var waiting = WaitAsync(batch, Math.Max(expected, replicas));
        batch.Execute();
        try
        {
            await Task.WhenAll(running, writing, waiting);
            await ConfirmAsync(await waiting);
            return await running;
        }
        catch (RedisServerException e) when (StoreErrors.IsReadOnly(e) && !StoreErrors.IsFull(e))
        {
            // It became a replica or lost its replicas, so the sentinels will name another primary.
            Verified = false;
            throw new PrimaryUnprovenException(StoreErrors.Explain(e));
        }
        catch (PrimaryUnprovenException)
        {
            Verified = false;
            throw;
        }
    }

    /// <summary>
    /// What all replicas have is durable. If some are missing, one of them may have become the primary without it: sentinels promote a
    /// replica before they tell the others, which confirm writes of the old primary until then. So the sentinels are asked afterwards.
    /// </summary>
    async Task ConfirmAsync(int reached)
    {
        if (reached < replicas)
        {
            throw new PrimaryUnprovenException(
                $"{reached} of the {replicas} replicas in Store:Replicas have the writes after {maxReplicationTime.TotalSeconds} s.");
        }

        if (reached < known)
        {
            // Do not wait again for a replica that is away.
            expected = reached;
            await ConfirmPrimaryAsync();
        }
    }

    async Task<Sentinels.Primary> ConfirmPrimaryAsync()
    {
        var primary = await sentinels!.FindPrimaryAsync();
        return primary.Address.Equals(address)
            ? primary
            : throw new PrimaryUnprovenException($"{Sentinels.TextOf(address!)} is no longer the primary.");
    }

    async Task<int> WaitAsync(IDatabaseAsync database, int count)
    {
        var timeout = (int)maxReplicationTime.TotalMilliseconds;
        return ConfirmsDisks
            ? (int)((RedisResult[])(await database.ExecuteAsync("WAITAOF", 1, count, timeout))!)[1]
            : (int)await database.ExecuteAsync("WAIT", count, timeout);
    }
}
