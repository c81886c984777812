using System.Globalization;
using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// The connections to the service's store. Works on Redis and on the embedded server; what differs is only how a write
/// becomes durable: Redis syncs its file before it answers, the embedded server on command.
/// </summary>
public sealed partial class StoreConnection : IAsyncDisposable
{
    readonly StoreOptions options;
    readonly ILogger<StoreConnection> logger;
    readonly SemaphoreSlim opening = new(1, 1);
    // Commits and reads of the log have a connection each, so that a watcher far behind does not hold up writers.
    volatile Connections? opened;
    volatile bool disposed;

    public StoreConnection(Schema schema, IOptions<StoreOptions> options, ILogger<StoreConnection> logger)
    {
        this.options = options.Value;
        this.logger = logger;
        Key = StoreLayout.KeyOf(this.options, schema.Service);
        Channel = RedisChannel.Literal($"{Key}:hint");
    }

    /// <summary>The key of the hash that holds everything of the service.</summary>
    internal RedisKey Key { get; }

    /// <summary>A key beside it by which <see cref="WriteProbe"/> sees that the store takes writes.</summary>
    internal RedisKey ProbeKey => $"{Key}:probe";

    /// <summary>Where the newest revision is announced. Only a hint: who misses it looks within a second.</summary>
    internal RedisChannel Channel { get; }

    /// <summary>Names this instance in its hints.</summary>
    internal string Instance { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Called with the revision of another instance's hint.</summary>
    internal event Action<long>? HintReceived;

    /// <summary>The connections, made and checked at first use and again after the store was away.</summary>
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
        // The library counts INFO and CONFIG GET as administration; nothing else of that kind is used.
        configuration.AllowAdmin = true;
        configuration.ClientName = $"{Key}:{use}";
        // Nothing waits in a queue of the library: a commit whose outcome is unknown is repeated by us, with its request id.
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.ReconnectRetryPolicy = new ExponentialRetry(50, 1_000);
        configuration.ConnectTimeout = 1_000;
        configuration.AsyncTimeout = (int)(options.RetryTimeout / 2).TotalMilliseconds;
        configuration.HeartbeatInterval = TimeSpan.FromMilliseconds(250);
        return configuration;
    }

    /// <summary>
    /// Refuses a store that would acknowledge a write before it is on disk: such a store loses what it promised to keep.
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
                    "\"appendfsync always\": a write is acknowledged only when it is on disk.");
            }
        }

        var id = await IdentityAsync(database);
        await connections.SyncAsync(database);
        connections.Verified = true;
        Ready(logger, id, connections.Embedded ? "embedded" : "redis");
    }

    /// <summary>
    /// Gives the store a new identity, unless another instance has done so: it no longer has what tokens were made for.
    /// </summary>
    internal async Task RenewIdentityAsync(string old, CancellationToken cancellationToken)
    {
        var connections = await OpenAsync(cancellationToken);
        var database = connections.Writes.GetDatabase();
        await StoreIds.ReplaceAsync(database, Key, old, cancellationToken);
        await connections.SyncAsync(database);
    }

    /// <summary>Made once. Looked for first: a store that takes no writes now can still be read.</summary>
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

        /// <summary>Says that the store syncs on command.</summary>
        public bool Embedded { get; set; }

        public volatile bool Verified;

        /// <summary>Waits until everything written before is on disk.</summary>
        public Task SyncAsync(IDatabase database) => Embedded ? database.ExecuteAsync("COMMITAOF") : Task.CompletedTask;
    }

    [LoggerMessage(EventName = "store.ready", Level = LogLevel.Information, Message = "Store {StoreId} is ready ({Kind}).")]
    static partial void Ready(ILogger logger, string storeId, string kind);

    [LoggerMessage(EventName = "store.disconnected", Level = LogLevel.Warning,
        Message = "The connection to the store was lost ({Failure}).")]
    static partial void Disconnected(ILogger logger, string failure);
}

/// <summary>The store is set up so that it could lose acknowledged writes.</summary>
public sealed class StoreNotDurableException(string message) : Exception(message);
