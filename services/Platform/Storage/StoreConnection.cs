using System.Globalization;
using System.Net;
using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// The connections to the service's store, Redis or the embedded server. They differ only in how a write becomes durable: Redis syncs its
/// file before it answers, the embedded server on command.
/// </summary>
public sealed partial class StoreConnection : IAsyncDisposable
{
    readonly StoreOptions options;
    readonly ILogger<StoreConnection> logger;
    readonly SemaphoreSlim opening = new(1, 1);
    readonly Lock gate = new();
    readonly StoreDisk? localDisk;
    readonly Sentinels? sentinels;
    readonly StoreConnector connector;
    readonly StoreVerifier verifier;
    Task<StoreSession>? attempt;
    volatile StoreSession? opened;
    string? knownId;

    /// <param name="localDisk">The disk of the store; null if the store is not run by this program.</param>
    public StoreConnection(
        Schema schema, IOptions<StoreOptions> options, ILogger<StoreConnection> logger, StoreDisk? localDisk = null)
    {
        this.localDisk = localDisk;
        this.options = options.Value;
        this.logger = logger;
        sentinels = this.options.Replicas > 0 ? new Sentinels(this.options) : null;
        Key = StoreLayout.KeyOf(this.options, schema.Service);
        connector = new(this.options, Key, ProbeKey, sentinels, logger);
        verifier = new(this.options, sentinels, connector, logger);
        Channel = RedisChannel.Literal($"{Key}:hint");
    }

    /// <summary>The key of the hash that holds the log of the service.</summary>
    internal RedisKey Key { get; }

    /// <summary>
    /// The key that <see cref="WriteProbe"/> and <see cref="StoreSession"/> use to test whether the store accepts and replicates writes.
    /// </summary>
    internal RedisKey ProbeKey => $"{Key}:probe";

    /// <summary>
    /// The channel that announces the head revision. It is only a hint: an instance that misses it reads the store within a second.
    /// </summary>
    internal RedisChannel Channel { get; }

    /// <summary>The ID of this instance, in its hints and leases.</summary>
    internal string Instance { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Raised with the revision in a hint of another instance, and with <see cref="long.MaxValue"/> after a reconnect.</summary>
    internal event Action<long>? HintReceived;

    /// <summary>Whether the store has lost its data, or at least its ID. It is not used until the data is restored.</summary>
    internal bool IsEmptied { get; private set; }

    /// <summary>Whether the store has sentinels, which replace its primary if it is lost.</summary>
    internal bool IsReplicated => sentinels is not null;

    /// <summary>Whether the store must not get writes, because its disk is full.</summary>
    internal bool IsDiskFull => verifier.Disk is { IsClosed: true } || localDisk is { IsFull: true };

    /// <summary>
    /// Returns the session with the store, or with the proven primary of a replicated store. It is made and verified at first use, and
    /// verified again after a connection was lost.
    /// </summary>
    internal async ValueTask<StoreSession> OpenAsync(CancellationToken cancellationToken) =>
        opened is { Verified: true } ready ? ready : await AttemptAsync().WaitAsync(cancellationToken);

    /// <summary>Returns the session for a write. Throws STORE_READ_ONLY if a write would end the store.</summary>
    internal async ValueTask<StoreSession> OpenForWritesAsync(CancellationToken cancellationToken)
    {
        var session = await OpenAsync(cancellationToken);
        return IsDiskFull
            ? throw ApiException.StoreReadOnly(new IOException("The disk of the store is full. Free space on it, or enlarge it."))
            : session;
    }

    /// <summary>Connects and verifies, once for all who wait for it.</summary>
    Task<StoreSession> AttemptAsync()
    {
        lock (gate)
        {
            return attempt is { IsCompleted: false } ? attempt : attempt = Task.Run(ConnectAndVerifyAsync);
        }
    }

    async Task<StoreSession> ConnectAndVerifyAsync()
    {
        await opening.WaitAsync();
        try
        {
            return sentinels is null ? await OpenSingleAsync() : await OpenPrimaryAsync(sentinels);
        }
        finally
        {
            opening.Release();
        }
    }

    async Task<StoreSession> OpenSingleAsync()
    {
        var session = opened ??= await ConnectAsync(address: null);
        try
        {
            if (!session.Verified)
            {
                await VerifyAsync(session);
            }

            return session;
        }
        catch (RedisConnectionException e) when (StoreErrors.IsRejected(e))
        {
            await connector.ThrowRejectionAsync(address: null);
            throw;
        }
    }

    /// <summary>
    /// Opens a session with the primary, in place of one that has lost a connection or its proof.
    /// </summary>
    async Task<StoreSession> OpenPrimaryAsync(Sentinels sentinels)
    {
        if (opened is { Verified: true } present)
        {
            return present;
        }

        if (opened is { } lost)
        {
            opened = null;
            await lost.DisposeAsync();
        }

        var primary = await sentinels.FindPrimaryAsync();
        var session = await ConnectAsync(primary.Address);
        try
        {
            await session.ProveAsync();
            await VerifyAsync(session);
            return opened = session;
        }
        catch (RedisConnectionException e) when (StoreErrors.IsRejected(e))
        {
            await connector.ThrowRejectionAsync(primary.Address);
            throw;
        }
        finally
        {
            if (opened != session)
            {
                await session.DisposeAsync();
            }
        }
    }

    /// <param name="address">The primary of a replicated store; null for a single store.</param>
    async Task<StoreSession> ConnectAsync(EndPoint? address)
    {
        var session = await connector.ConnectAsync(address, restored: () => HintReceived?.Invoke(long.MaxValue));
        await session.Reads.GetSubscriber().SubscribeAsync(Channel, (_, message) =>
        {
            if (((string?)message)?.Split(' ') is [var head, var instance] && instance != Instance
                && long.TryParse(head, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            {
                HintReceived?.Invoke(revision);
            }
        }, CommandFlags.FireAndForget);
        return session;
    }

    /// <summary>
    /// Verifies the store again, because its settings can be changed while it runs. Its connections are unusable if this fails.
    /// </summary>
    internal async Task VerifyAgainAsync(CancellationToken cancellationToken)
    {
        await opening.WaitAsync(cancellationToken);
        try
        {
            if (opened is { Verified: true } session)
            {
                await verifier.CheckSettingsAsync(session);
                await verifier.CheckReplicasAsync(session);
            }
        }
        catch (Exception e) when (StoreErrors.IsOfStore(e))
        {
            Suspect();
            throw StoreErrors.Unavailable(e);
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Verifies the store again before its next use: it may have restarted, or lost its data.</summary>
    internal void Suspect()
    {
        if (opened is { } session)
        {
            session.Verified = false;
        }
    }

    /// <summary>Rejects a store that can lose acknowledged writes. Then reads or creates the store ID.</summary>
    async Task VerifyAsync(StoreSession session)
    {
        await verifier.CheckSettingsAsync(session);
        if (knownId is null)
        {
            // Later sessions begin without it, because they replace a lost primary, and the follower verifies them soon.
            await verifier.CheckReplicasAsync(session);
        }

        var id = await IdentityAsync(session.Writes.GetDatabase());
        await session.SyncAsync(session.Writes);
        (knownId, IsEmptied) = (id, false);
        session.Verified = true;
        var kind = session.Address is { } address ? $"primary {Sentinels.TextOf(address)}" : session.Embedded ? "embedded" : "redis";
        Ready(logger, id, kind);
    }

    /// <summary>
    /// Gives the store a new ID, unless another instance has already done it. Called when the store has lost revisions to which tokens
    /// refer.
    /// </summary>
    internal async Task RenewIdentityAsync(string old, CancellationToken cancellationToken)
    {
        var session = await OpenForWritesAsync(cancellationToken);
        await StoreIds.ReplaceAsync(session.Writes.GetDatabase(), Key, old, cancellationToken);
        await session.SyncAsync(session.Writes);
    }

    /// <summary>
    /// Returns the store ID, which is created once. Reads it first, because a read-only store can still be read. A store that had an ID or
    /// still has revisions has lost data, and gets no new ID: it would look like a new store, and the loss would go unnoticed.
    /// </summary>
    async Task<string> IdentityAsync(IDatabase database)
    {
        var stored = await database.HashGetAsync(Key, [StoreLayout.StoreIdField, StoreLayout.HeadField]);
        if ((string?)stored[0] is { } known)
        {
            return known;
        }

        if (knownId is not null || !stored[1].IsNull)
        {
            if (!IsEmptied)
            {
                Emptied(logger, (string)Key!, knownId ?? "an earlier ID");
            }

            IsEmptied = true;
            throw ApiException.StoreUnavailable();
        }

        var made = StoreIds.New();
        return await database.HashSetAsync(Key, StoreLayout.StoreIdField, made, When.NotExists)
            ? made
            : (string?)await database.HashGetAsync(Key, StoreLayout.StoreIdField) ?? throw ApiException.StoreUnavailable();
    }

    public async ValueTask DisposeAsync()
    {
        if (opened is { } session)
        {
            await session.DisposeAsync();
        }

        if (sentinels is not null)
        {
            await sentinels.DisposeAsync();
        }

        opening.Dispose();
    }

    [LoggerMessage(EventName = "store.ready", Level = LogLevel.Information, Message = "Store {StoreId} is ready ({Kind}).")]
    static partial void Ready(ILogger logger, string storeId, string kind);

    [LoggerMessage(EventName = "store.emptied", Level = LogLevel.Critical,
        Message = "The store has lost its data: key {Key} no longer has the store ID ({StoreId}). It was deleted, evicted or replaced by "
        + "an empty store. The service is not ready, and creates no new store. Restore the data (deploy/README.md, Restore); to start with "
        + "an empty store on purpose, delete the key and restart the service.")]
    static partial void Emptied(ILogger logger, string key, string storeId);
}
