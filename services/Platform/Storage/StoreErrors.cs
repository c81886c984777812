using System.Text.RegularExpressions;
using KosovoNato.Kernel.Errors;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>Classifies store errors: unreachable, read-only or full. All are temporary, and none is a bug in the service.</summary>
static class StoreErrors
{
    static readonly string[] Refusing = ["OOM", "MISCONF", "READONLY", "NOREPLICAS"];

    // What to do about an error, by the code with which the store's own words begin.
    static readonly (string Code, string Advice)[] Advices =
    [
        ("WRONGPASS", "Correct user and password in Store:Configuration."),
        ("NOAUTH", "Set user and password in Store:Configuration."),
        ("NOPERM", "Give the user of Store:Configuration the permissions in deploy/base/shared/users.acl."),
        ("MISCONF", "Free space on the store's disk or enlarge the disk; the store's log has the cause."),
        ("OOM", "Raise the store's maxmemory, or set Store:RetainedRevisions."),
        ("READONLY", "Set Store:Configuration to the primary, or promote this replica."),
        ("NOREPLICAS", "Start the replicas, or lower the store's min-replicas-to-write."),
    ];

    static readonly string[] Rejecting = ["WRONGPASS", "NOAUTH", "NOPERM"];

    /// <summary>Whether an exception comes from the client library of the store.</summary>
    public static bool IsOfStore(Exception e) => e is RedisException or TimeoutException || IsOfClosedSession(e);

    /// <summary>Whether the store did not answer or is still loading. Whether it committed the write is unknown.</summary>
    public static bool IsUnavailable(Exception e) =>
        e is RedisConnectionException or RedisTimeoutException or TimeoutException or PrimaryUnprovenException
        || IsOfClosedSession(e) || Says(e, "LOADING");

    /// <summary>
    /// Whether the store answers but accepts no writes: its memory or disk is full, it is a replica, or it has too few replicas.
    /// </summary>
    public static bool IsReadOnly(Exception e) => IsKnownReplica(e) || Refusing.Any(code => Says(e, code));

    /// <summary>
    /// Whether the store's memory or disk is full, so that an operator must act. A replica, in contrast, may be promoted soon.
    /// </summary>
    public static bool IsFull(Exception e) => Says(e, "OOM") || Says(e, "MISCONF");

    /// <summary>Creates the error for callers, with the store's error as its cause.</summary>
    public static ApiException Unavailable(Exception cause) => ApiException.StoreUnavailable(cause);

    /// <summary>Returns the cause in the store's own words, and what to do about it.</summary>
    public static string Explain(Exception e)
    {
        foreach (var message in Causes(e).Select(cause => cause.Message))
        {
            foreach (var (code, advice) in Advices)
            {
                if (PositionOf(message, code) is { } position)
                {
                    return $"{message[position..].TrimEnd('.')}. {advice}";
                }
            }
        }

        return (e is ApiException { InnerException: { } cause } ? cause : e).Message;
    }

    /// <summary>
    /// Whether the store rejects the service's credentials, or its user lacks a permission: an error in the configuration, which does not
    /// end without an operator.
    /// </summary>
    public static bool IsRejected(Exception e) =>
        Causes(e).Any(cause => Rejecting.Any(code => PositionOf(cause.Message, code) is not null));

    // The client library puts the store's words into sentences of its own.
    static int? PositionOf(string message, string code) =>
        Regex.Match(message, $@"\b{code}\b") is { Success: true } match ? match.Index : null;

    /// <summary>The innermost exceptions come first: they have the store's own words, without the details of the client library.</summary>
    static IEnumerable<Exception> Causes(Exception e) =>
        (e is AggregateException all ? all.InnerExceptions : e.InnerException is { } inner ? [inner] : Enumerable.Empty<Exception>())
            .SelectMany(Causes).Append(e);

    /// <summary>Whether the client library knows that the store is a replica, and did not send the command.</summary>
    static bool IsKnownReplica(Exception e) => e is RedisCommandException && e.Message.Contains("replica", StringComparison.Ordinal);

    /// <summary>Whether the session with an earlier primary was closed during the call.</summary>
    static bool IsOfClosedSession(Exception e) => e is ObjectDisposedException { ObjectName: nameof(ConnectionMultiplexer) };

    static bool Says(Exception e, string code) => e is RedisServerException && e.Message.StartsWith(code, StringComparison.Ordinal);
}
