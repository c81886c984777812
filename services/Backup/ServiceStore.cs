using KosovoNato.Storage;
using StackExchange.Redis;

namespace KosovoNato.Backup;

/// <summary>The store of one service, as the program sees it: the same keys as the service, and nothing else of it.</summary>
sealed class ServiceStore : IAsyncDisposable
{
    readonly ConnectionMultiplexer connection;

    ServiceStore(BackupService service, StoreOptions options, ConnectionMultiplexer connection)
    {
        Key = StoreLayout.KeyOf(options, service.Name);
        this.connection = connection;
        Database = connection.GetDatabase();
    }

    /// <summary>The key of the hash that holds everything of the service.</summary>
    public RedisKey Key { get; }

    public IDatabase Database { get; }

    public static async Task<ServiceStore> OpenAsync(BackupService service, StoreOptions options)
    {
        var configuration = ConfigurationOptions.Parse(options.Configuration);
        // It is run by somebody who waits for it: rather no answer at once than one that may come.
        configuration.AbortOnConnectFail = true;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        // It is one server, and who may only read it or fill it need not ask what it is, or whether there are more.
        configuration.CommandMap = CommandMap.Create(["CLUSTER", "CONFIG", "INFO", "SENTINEL", "SET"], available: false);
        (configuration.TieBreaker, configuration.ConfigurationChannel, configuration.SetClientLibrary) = ("", "", false);
        // A command may carry a megabyte, and wait for the disk.
        configuration.AsyncTimeout = (int)TimeSpan.FromSeconds(30).TotalMilliseconds;
        configuration.ClientName = $"{options.KeyPrefix}:{service.Name}:backup";
        return new(service, options, await ConnectionMultiplexer.ConnectAsync(configuration));
    }

    /// <summary>
    /// Waits until everything written before is on disk. The embedded server syncs on command; Redis, which does not know the
    /// command, before it answers.
    /// </summary>
    public async Task SyncAsync()
    {
        try
        {
            await Database.ExecuteAsync("COMMITAOF");
        }
        catch (RedisServerException unknown) when (unknown.Message.Contains("unknown command", StringComparison.OrdinalIgnoreCase))
        {
        }
    }

    /// <summary>
    /// Makes the store another one in the eyes of everybody. Needed where its files were put back: what was acknowledged after
    /// they were copied is gone, and a token of that time would be taken for one of what comes now.
    /// </summary>
    public async Task<string> RenewStoreIdAsync(CancellationToken cancellationToken)
    {
        var old = (string?)await Database.HashGetAsync(Key, StoreLayout.StoreIdField).WaitAsync(cancellationToken) ?? throw Empty();
        var made = await StoreIds.ReplaceAsync(Database, Key, old, cancellationToken)
            ?? throw new BackupException("Somebody else has just given it a new identity. Look whether that was enough.");
        await SyncAsync();
        return made;
    }

    public BackupException Empty() => new(
        $"There is nothing at {Key}: look at KOSOVONATO_Store__Configuration and KOSOVONATO_Store__KeyPrefix.");

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
