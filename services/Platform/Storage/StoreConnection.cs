using System.Globalization;
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
    // Commits and reads of the log have separate connections, so that a watcher far behind does not delay writers.
    readonly DiskGuard disk;
    readonly StoreDisk? localDisk;
    volatile Connections? opened;
    volatile bool disposed;
    string? knownId;

    /// <param name="localDisk">The disk of the store; null if the store is not run by this program.</param>
    public StoreConnection(
        Schema schema, IOptions<StoreOptions> options, ILogger<StoreConnection> logger, StoreDisk? localDisk = null)
    {
        this.localDisk = localDisk;
        this.options = options.Value;
        this.logger = logger;
        disk = new DiskGuard(logger);
        Key = StoreLayout.KeyOf(this.options, schema.Service);
        Channel = RedisChannel.Literal($"{Key}:hint");
    }

    /// <summary>The key of the hash that holds the log of the service.</summary>
    internal RedisKey Key { get; }

    /// <summary>The key that <see cref="WriteProbe"/> uses to test whether the store accepts writes.</summary>
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

    /// <summary>Whether the store must not get writes, because its disk is full.</summary>
    internal bool IsDiskFull => disk.IsClosed || localDisk is { IsFull: true };

    /// <summary>Returns the connections. They are made and verified at first use, and verified again after a connection was lost.</summary>
    internal async ValueTask<Connections> OpenAsync(CancellationToken cancellationToken) =>
        opened is { Verified: true } ready ? ready : await ConnectAndVerifyAsync(cancellationToken);

    /// <summary>Returns the connections for a write. Throws STORE_READ_ONLY if a write would end the store.</summary>
    internal async ValueTask<Connections> OpenForWritesAsync(CancellationToken cancellationToken)
    {
        var connections = await OpenAsync(cancellationToken);
        return IsDiskFull
            ? throw ApiException.StoreReadOnly(new IOException("The disk of the store is full. Free space on it, or enlarge it."))
            : connections;
    }

    async Task<Connections> ConnectAndVerifyAsync(CancellationToken cancellationToken)
    {
        await opening.WaitAsync(cancellationToken);
        try
        {
            var connections = opened ??= await ConnectAsync();
            if (!connections.Verified)
            {
                await VerifyAsync(connections);
            }

            return connections;
        }
        catch (RedisConnectionException e) when (StoreErrors.IsRejected(e))
        {
            await ThrowRejectionAsync();
            throw;
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>
    /// Throws the store's response to the credentials. The library drops it, and only reports that a later command needs authentication;
    /// but a first connection that must succeed or fail reports the response.
    /// </summary>
    async Task ThrowRejectionAsync()
    {
        var configuration = Configuration("credentials");
        (configuration.AbortOnConnectFail, configuration.ConnectRetry) = (true, 1);
        await using var accepted = await ConnectionMultiplexer.ConnectAsync(configuration);
    }

    async Task<Connections> ConnectAsync()
    {
        var writes = await ConnectionMultiplexer.ConnectAsync(Configuration("writes"));
        var reads = await ConnectionMultiplexer.ConnectAsync(Configuration("reads"));
        var connections = new Connections(writes, reads);
        foreach (var multiplexer in new[] { writes, reads })
        {
            multiplexer.ConnectionFailed += (_, failed) =>
            {
                var wasVerified = connections.Verified;
                connections.Verified = false;
                // Once for each loss, not for each attempt to reconnect.
                if (wasVerified && !disposed)
                {
                    Disconnected(logger, failed.FailureType, failed.Exception is { } cause ? StoreErrors.Explain(cause) : "no details");
                }
            };
            multiplexer.ConnectionRestored += (_, _) => HintReceived?.Invoke(long.MaxValue);
        }

        await reads.GetSubscriber().SubscribeAsync(Channel, (_, message) =>
        {
            if (((string?)message)?.Split(' ') is [var head, var instance] && instance != Instance
                && long.TryParse(head, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
            {
                HintReceived?.Invoke(revision);
            }
        }, CommandFlags.FireAndForget);
        return connections;
    }

    ConfigurationOptions Configuration(string use)
    {
        var configuration = ConfigurationOptions.Parse(options.Configuration);
        configuration.AbortOnConnectFail = false;
        // The library counts INFO, CONFIG GET and BGREWRITEAOF as administration; no other such commands are used.
        configuration.AllowAdmin = true;
        configuration.ClientName = $"{Key}:{use}";
        // The library must not queue commands: the committer itself retries a commit with an unknown outcome, with the same request ID.
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.ReconnectRetryPolicy = new ExponentialRetry(50, 1_000);
        configuration.ConnectTimeout = 1_000;
        configuration.AsyncTimeout = (int)(options.RetryTimeout / 2).TotalMilliseconds;
        configuration.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
        return configuration;
    }

    /// <summary>
    /// Verifies the store again, because its settings can be changed while it runs. Its connections are unusable if this fails.
    /// </summary>
    internal async Task VerifyAgainAsync(CancellationToken cancellationToken)
    {
        await opening.WaitAsync(cancellationToken);
        try
        {
            if (opened is { Verified: true } connections)
            {
                await CheckSettingsAsync(connections);
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
        if (opened is { } connections)
        {
            connections.Verified = false;
        }
    }

    /// <summary>Rejects a store that can lose acknowledged writes. Then reads or creates the store ID.</summary>
    async Task VerifyAsync(Connections connections)
    {
        await CheckSettingsAsync(connections);
        var database = connections.Writes.GetDatabase();
        var id = await IdentityAsync(database);
        await connections.SyncAsync(database);
        (knownId, IsEmptied) = (id, false);
        connections.Verified = true;
        Ready(logger, id, connections.Embedded ? "embedded" : "redis");
    }

    async Task CheckSettingsAsync(Connections connections)
    {
        var database = connections.Writes.GetDatabase();
        var server = await StoreInfo.ReadAsync(database, "server");
        connections.Embedded = server.IsEmbedded;
        if (!connections.Embedded)
        {
            await StoreDurability.RequireAsync(database);
            await disk.CheckAsync(database, server);
        }
    }

    /// <summary>
    /// Gives the store a new ID, unless another instance has already done it. Called when the store has lost revisions to which tokens
    /// refer.
    /// </summary>
    internal async Task RenewIdentityAsync(string old, CancellationToken cancellationToken)
    {
        var connections = await OpenForWritesAsync(cancellationToken);
        var database = connections.Writes.GetDatabase();
        await StoreIds.ReplaceAsync(database, Key, old, cancellationToken);
        await connections.SyncAsync(database);
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
        disposed = true;
        if (opened is { } connections)
        {
            await connections.Writes.DisposeAsync();
            await connections.Reads.DisposeAsync();
        }

        opening.Dispose();
    }

    internal sealed class Connections(ConnectionMultiplexer writes, ConnectionMultiplexer reads)
    {
        public ConnectionMultiplexer Writes => writes;

        public ConnectionMultiplexer Reads => reads;

        /// <summary>Whether the store is the embedded server, which syncs on command.</summary>
        public bool Embedded { get; set; }

        public volatile bool Verified;

        /// <summary>Waits until all earlier writes are on disk.</summary>
        public Task SyncAsync(IDatabase database) => Embedded ? database.ExecuteAsync("COMMITAOF") : Task.CompletedTask;
    }

    [LoggerMessage(EventName = "store.ready", Level = LogLevel.Information, Message = "Store {StoreId} is ready ({Kind}).")]
    static partial void Ready(ILogger logger, string storeId, string kind);

    [LoggerMessage(EventName = "store.disconnected", Level = LogLevel.Warning,
        Message = "The connection to the store was lost ({Failure}); reconnecting. Reason: {Reason}")]
    static partial void Disconnected(ILogger logger, ConnectionFailureType failure, string reason);

    [LoggerMessage(EventName = "store.emptied", Level = LogLevel.Critical,
        Message = "The store has lost its data: key {Key} no longer has the store ID ({StoreId}). It was deleted, evicted or replaced by "
        + "an empty store. The service is not ready, and creates no new store. Restore the data (deploy/README.md, Restore); to start with "
        + "an empty store on purpose, delete the key and restart the service.")]
    static partial void Emptied(ILogger logger, string key, string storeId);
}
