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
    volatile Connections? opened;
    volatile bool disposed;

    public StoreConnection(Schema schema, IOptions<StoreOptions> options, ILogger<StoreConnection> logger)
    {
        this.options = options.Value;
        this.logger = logger;
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

    /// <summary>Returns the connections. They are made and verified at first use, and verified again after a connection was lost.</summary>
    internal async ValueTask<Connections> OpenAsync(CancellationToken cancellationToken) =>
        opened is { Verified: true } ready ? ready : await ConnectAndVerifyAsync(cancellationToken);

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
        finally
        {
            opening.Release();
        }
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
                connections.Verified = false;
                if (!disposed)
                {
                    Disconnected(logger, failed.FailureType.ToString());
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
        // The library counts INFO and CONFIG GET as administration; no other such commands are used.
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
    /// Rejects a store that acknowledges a write before it is on disk, because it can lose acknowledged writes. Then reads or creates the
    /// store ID.
    /// </summary>
    async Task VerifyAsync(Connections connections)
    {
        var database = connections.Writes.GetDatabase();
        var info = (string?)await database.ExecuteAsync("INFO", "server") ?? "";
        connections.Embedded = info.Contains("garnet", StringComparison.OrdinalIgnoreCase);
        if (!connections.Embedded)
        {
            var appendOnly = await SettingAsync(database, "appendonly");
            var appendSync = await SettingAsync(database, "appendfsync");
            if (appendOnly != "yes" || appendSync != "always")
            {
                throw new StoreNotDurableException(
                    $"The store has appendonly {appendOnly} and appendfsync {appendSync}. Start it with \"appendonly yes\" and " +
                    "\"appendfsync always\", so that it acknowledges a write only when it is on disk.");
            }
        }

        var id = await IdentityAsync(database);
        await connections.SyncAsync(database);
        connections.Verified = true;
        Ready(logger, id, connections.Embedded ? "embedded" : "redis");
    }

    /// <summary>
    /// Gives the store a new ID, unless another instance has already done it. Called when the store has lost revisions to which tokens
    /// refer.
    /// </summary>
    internal async Task RenewIdentityAsync(string old, CancellationToken cancellationToken)
    {
        var connections = await OpenAsync(cancellationToken);
        var database = connections.Writes.GetDatabase();
        await StoreIds.ReplaceAsync(database, Key, old, cancellationToken);
        await connections.SyncAsync(database);
    }

    /// <summary>Returns the store ID, which is created once. Reads it first, because a read-only store can still be read.</summary>
    async Task<string> IdentityAsync(IDatabase database)
    {
        if ((string?)await database.HashGetAsync(Key, StoreLayout.StoreIdField) is { } known)
        {
            return known;
        }

        var made = StoreIds.New();
        return await database.HashSetAsync(Key, StoreLayout.StoreIdField, made, When.NotExists)
            ? made
            : (string?)await database.HashGetAsync(Key, StoreLayout.StoreIdField) ?? throw ApiException.StoreUnavailable();
    }

    static async Task<string> SettingAsync(IDatabase database, string name)
    {
        var answer = (RedisResult[]?)await database.ExecuteAsync("CONFIG", "GET", name);
        return answer is [_, var value] ? (string?)value ?? "" : "";
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
        Message = "The connection to the store was lost ({Failure}); reconnecting.")]
    static partial void Disconnected(ILogger logger, string failure);
}

/// <summary>The exception that is thrown if the configuration of the store can lose acknowledged writes.</summary>
public sealed class StoreNotDurableException(string message) : Exception(message);
