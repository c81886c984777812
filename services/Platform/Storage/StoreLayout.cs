using System.Globalization;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// The keys and fields of a service's store: a hash with one field per revision, and a separate hash per checkpoint. Numbers are decimal,
/// times are microseconds since 1970. Scripts (<c>*.lua</c>) use the same fields.
/// </summary>
public static class StoreLayout
{
    /// <summary>The store ID, created once.</summary>
    public const string StoreIdField = "identity";

    /// <summary>The head revision; absent before the first commit.</summary>
    public const string HeadField = "head";

    /// <summary>When the head revision was recorded. Times never decrease along the log.</summary>
    public const string HeadRecordedAtField = "time";

    /// <summary>The compacted revision; absent if nothing was compacted.</summary>
    public const string CompactedRevisionField = "floor";

    /// <summary>The position up to which the relay has published: <c>store ID/revision/fingerprint</c>.</summary>
    public const string RelayPositionField = "relay.position";

    /// <summary>
    /// The header field in the hash of a checkpoint: a <c>CheckpointHeader</c>, written last. The other fields are the parts, counted from
    /// 0.
    /// </summary>
    public const string CheckpointHeaderField = "state";

    /// <summary>Returns the key of the hash that holds the log of a service.</summary>
    public static RedisKey KeyOf(StoreOptions options, string service) => $"{options.KeyPrefix}:{service}";

    /// <summary>Returns the key of the checkpoint at the compacted revision.</summary>
    public static RedisKey CheckpointKey(RedisKey key, long compactedRevision) => key.Append($":checkpoint:{Number(compactedRevision)}");

    /// <summary>
    /// Returns the field that holds the newest revision of a resource. A service whose commits are strictly sequential does not write it.
    /// </summary>
    public static string ResourceField(string name) => $"r:{name}";

    /// <summary>Returns the field that holds the outcome of the request with this ID: <c>revision:fingerprint</c>.</summary>
    /// <param name="requestId">A UUID in the form of 32 hexadecimal digits.</param>
    public static string RequestField(string requestId) => $"q:{requestId}";

    /// <summary>Parses the outcome of a request: its revision, and the fingerprint of its content. Null if the field is absent.</summary>
    /// <exception cref="InvalidDataException">The field is corrupted.</exception>
    public static (long Revision, string Fingerprint)? ReadRequest(RedisValue field)
    {
        if (((string?)field)?.Split(':', 2) is not { } parts)
        {
            return null;
        }

        return parts is [var number, var fingerprint]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? (revision, fingerprint)
            : throw new InvalidDataException($"The outcome of a request in the store is corrupted: \"{field}\".");
    }

    /// <summary>Formats a number: the field of a revision, the field of a checkpoint part, or a number in a field.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Converts a time to microseconds since 1970.</summary>
    public static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Converts microseconds since 1970 to a time.</summary>
    public static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
