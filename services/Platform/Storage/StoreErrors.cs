using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>Tells apart what a store can have against a write. All of it passes, so none of it is a fault of the service.</summary>
static class StoreErrors
{
    static readonly string[] Refusing = ["OOM", "MISCONF", "READONLY", "NOREPLICAS"];

    /// <summary>There was no answer, or not yet: whether the write was done is not known.</summary>
    public static bool IsUnavailable(Exception e) =>
        e is RedisConnectionException or RedisTimeoutException or TimeoutException || Says(e, "LOADING");

    /// <summary>The store answers and takes no writes: its memory or its disk is full, it is a replica, or has too few of them.</summary>
    public static bool IsReadOnly(Exception e) => IsKnownReplica(e) || Refusing.Any(code => Says(e, code));

    /// <summary>Its memory is full. Waiting makes no room, while a disk may be back and a replica be promoted in a moment.</summary>
    public static bool IsOutOfMemory(Exception e) => Says(e, "OOM");

    /// <summary>The client library has noticed it, and does not even ask.</summary>
    static bool IsKnownReplica(Exception e) => e is RedisCommandException && e.Message.Contains("replica", StringComparison.Ordinal);

    static bool Says(Exception e, string code) => e is RedisServerException && e.Message.StartsWith(code, StringComparison.Ordinal);
}
