using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>Classifies store errors: unreachable, read-only or full. All are temporary, and none is a bug in the service.</summary>
static class StoreErrors
{
    static readonly string[] Refusing = ["OOM", "MISCONF", "READONLY", "NOREPLICAS"];

    /// <summary>Whether the store did not answer or is still loading. Whether it committed the write is unknown.</summary>
    public static bool IsUnavailable(Exception e) =>
        e is RedisConnectionException or RedisTimeoutException or TimeoutException || Says(e, "LOADING");

    /// <summary>
    /// Whether the store answers but accepts no writes: its memory or disk is full, it is a replica, or it has too few replicas.
    /// </summary>
    public static bool IsReadOnly(Exception e) => IsKnownReplica(e) || Refusing.Any(code => Says(e, code));

    /// <summary>
    /// Whether the store's memory is full. Waiting does not help, whereas a disk may recover or a replica may be promoted soon.
    /// </summary>
    public static bool IsOutOfMemory(Exception e) => Says(e, "OOM");

    /// <summary>Whether the client library knows that the store is a replica, and did not send the command.</summary>
    static bool IsKnownReplica(Exception e) => e is RedisCommandException && e.Message.Contains("replica", StringComparison.Ordinal);

    static bool Says(Exception e, string code) => e is RedisServerException && e.Message.StartsWith(code, StringComparison.Ordinal);
}
