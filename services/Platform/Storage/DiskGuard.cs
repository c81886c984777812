using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// Keeps writes away from a Redis whose disk is full. With <c>appendfsync always</c>, Redis exits at a write that it cannot append to its
/// file, so a retry would end it again as soon as it is restarted. After a restart, Redis is therefore asked to rewrite its file: with a
/// full disk it rejects that without harm, and otherwise the rewrite is routine.
/// </summary>
sealed partial class DiskGuard(ILogger logger)
{
    const string CannotRewrite = "Can't execute an AOF background rewriting";

    string? process;
    bool rewriteFailed;

    /// <summary>Whether the store must not get writes.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>
    /// Checks the disk if there is a reason: the store has restarted, could not write its file, or had a full disk before.
    /// </summary>
    /// <param name="server">The response to <c>INFO server</c>.</param>
    public async Task CheckAsync(IDatabase database, StoreInfo server)
    {
        var persistence = await StoreInfo.ReadAsync(database, "persistence");
        var (nowProcess, nowFailed) = (server["run_id"], persistence["aof_last_bgrewrite_status"] == "err");
        var isInDoubt = IsClosed || (process is not null && nowProcess != process) || (nowFailed && !rewriteFailed);
        var isFull = persistence["aof_last_write_status"] == "err" || (isInDoubt && await IsFullAsync(database));
        if (isFull != IsClosed)
        {
            IsClosed = isFull;
            Log();
        }

        (process, rewriteFailed) = (nowProcess, nowFailed);
    }

    async Task<bool> IsFullAsync(IDatabase database)
    {
        try
        {
            await database.ExecuteAsync("BGREWRITEAOF");
            return false;
        }
        catch (RedisServerException missing) when (StoreErrors.IsRejected(missing))
        {
            Unchecked(logger, StoreErrors.Explain(missing));
            return false;
        }
        catch (RedisServerException rejected) when (!StoreErrors.IsUnavailable(rejected))
        {
            // Other responses show no full disk, for example that a rewrite is already in progress.
            return rejected.Message.Contains(CannotRewrite, StringComparison.OrdinalIgnoreCase);
        }
    }

    void Log()
    {
        if (IsClosed)
        {
            Full(logger);
        }
        else
        {
            Writable(logger);
        }
    }

    [LoggerMessage(EventName = "store.disk_full", Level = LogLevel.Error,
        Message = "The store cannot write its append-only file: its disk is full or read-only. Writes are rejected with STORE_READ_ONLY, "
        + "and reads continue. Free space on the store's disk, or enlarge the disk; writes then continue without a restart.")]
    static partial void Full(ILogger logger);

    [LoggerMessage(EventName = "store.disk_unchecked", Level = LogLevel.Error,
        Message = "Whether the disk of the store is full is not known, and a write could end the store: {Reason}")]
    static partial void Unchecked(ILogger logger, string reason);

    [LoggerMessage(EventName = "store.disk_writable", Level = LogLevel.Information,
        Message = "The store can write its append-only file again; writes continue.")]
    static partial void Writable(ILogger logger);
}
