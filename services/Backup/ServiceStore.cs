using KosovoNato.Storage;
using StackExchange.Redis;

namespace KosovoNato.Backup;

/// <summary>The store of one service, as this program uses it: with the keys of the service.</summary>
sealed class ServiceStore : IAsyncDisposable
{
    static readonly TimeSpan MaxReplicationTime = TimeSpan.FromSeconds(20);

    readonly ConnectionMultiplexer connection;
    readonly int replicas;

    ServiceStore(BackupService service, StoreOptions options, ConnectionMultiplexer connection)
    {
        Key = StoreLayout.KeyOf(options, service.Name);
        this.connection = connection;
        replicas = options.Replicas;
        Database = connection.GetDatabase();
    }

    /// <summary>The key of the hash with the data of the service.</summary>
    public RedisKey Key { get; }

    public IDatabase Database { get; }

    public static async Task<ServiceStore> OpenAsync(BackupService service, StoreOptions options)
    {
        var configuration = ConfigurationOptions.Parse(options.Configuration);
        // A person or a job waits for the result, so an error is better than a long wait for a connection.
        configuration.AbortOnConnectFail = true;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        if (await StorePrimary.FindAsync(options) is { } primary)
        {
            (configuration.ServiceName, configuration.SentinelUser, configuration.SentinelPassword) = (null, null, null);
            configuration.EndPoints.Clear();
            configuration.EndPoints.Add(primary);
        }

        // This is one server, so nothing has to be discovered, and a user that may only read or fill it lacks permission for
        // these commands.
        configuration.CommandMap = CommandMap.Create(["CLUSTER", "CONFIG", "INFO", "SENTINEL", "SET"], available: false);
        (configuration.TieBreaker, configuration.ConfigurationChannel, configuration.SetClientLibrary) = ("", "", false);
        // A command may carry a megabyte and wait for the disk.
        configuration.AsyncTimeout = (int)TimeSpan.FromSeconds(30).TotalMilliseconds;
        configuration.ClientName = $"{options.KeyPrefix}:{service.Name}:backup";
        return new(service, options, await ConnectionMultiplexer.ConnectAsync(configuration));
    }

    /// <summary>
    /// Waits until all earlier writes are on disk. The embedded server syncs on this command. Redis does not know the command, and syncs
    /// before each response; of a replicated store, as many replicas as a service requires must have the writes.
    /// </summary>
    public async Task SyncAsync()
    {
        if (replicas > 0)
        {
            var reached = (int)await Database.ExecuteAsync("WAIT", replicas, (int)MaxReplicationTime.TotalMilliseconds);
            if (reached < replicas)
            {
                throw new BackupException(
                    $"{reached} of {replicas} replicas (Store:Replicas) have the data after {MaxReplicationTime.TotalSeconds} s. Check "
                    + "that they run and follow the primary, and start again.");
            }

            return;
        }

        try
        {
            await Database.ExecuteAsync("COMMITAOF");
        }
        catch (RedisServerException unknown) when (unknown.Message.Contains("unknown command", StringComparison.OrdinalIgnoreCase))
        {
        }
    }

    /// <summary>
    /// Gives the store a new ID. Needed after its files were restored: writes acknowledged after the files were copied are lost, and a
    /// token from that time would otherwise be valid for different revisions.
    /// </summary>
    public async Task<string> RenewStoreIdAsync(CancellationToken cancellationToken)
    {
        var old = (string?)await Database.HashGetAsync(Key, StoreLayout.StoreIdField).WaitAsync(cancellationToken) ?? throw Empty();
        var made = await StoreIds.ReplaceAsync(Database, Key, old, cancellationToken)
            ?? throw new BackupException("Another process has just given the store a new ID. Check whether that is sufficient.");
        await SyncAsync();
        return made;
    }

    public BackupException Empty() => new(
        $"There is no data at {Key}: check KOSOVONATO_Store__Configuration and KOSOVONATO_Store__KeyPrefix.");

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
