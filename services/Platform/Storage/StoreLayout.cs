using System.Globalization;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// The keys and fields of a service's store: a hash with one field per revision, and beside it a hash per checkpoint. Numbers
/// are decimal, times are microseconds since 1970. Scripts (<c>*.lua</c>) name the same fields.
/// </summary>
public static class StoreLayout
{
    /// <summary>The store ID: which store it is, made once.</summary>
    public const string StoreIdField = "identity";

    /// <summary>The head revision; absent before the first commit.</summary>
    public const string HeadField = "head";

    /// <summary>When the head revision was recorded; a later commit is never recorded earlier.</summary>
    public const string HeadRecordedAtField = "time";

    /// <summary>The compacted revision; absent if nothing was compacted.</summary>
    public const string CompactedRevisionField = "floor";

    /// <summary>Up to where the relay has published: <c>store ID/revision</c>.</summary>
    public const string RelayPositionField = "relay.position";

    /// <summary>In the hash of a checkpoint: its <c>KeptState</c>, written last. The other fields are its parts, counted from 0.</summary>
    public const string CheckpointHeaderField = "state";

    /// <summary>The key of the hash that holds everything of a service.</summary>
    public static RedisKey KeyOf(StoreOptions options, string service) => $"{options.KeyPrefix}:{service}";

    /// <summary>The key of the checkpoint at the compacted revision.</summary>
    public static RedisKey CheckpointKey(RedisKey key, long compactedRevision) => key.Append($":checkpoint:{Number(compactedRevision)}");

    /// <summary>The newest revision of a resource.</summary>
    public static string ResourceField(string name) => $"r:{name}";

    /// <summary>What the request with this ID did: <c>revision:fingerprint</c>.</summary>
    /// <param name="requestId">A UUID of 32 digits.</param>
    public static string RequestField(string requestId) => $"q:{requestId}";

    /// <summary>The revision that a request made, and the fingerprint of its content; null if the field is absent.</summary>
    /// <exception cref="InvalidDataException">The field holds something else.</exception>
    public static (long Revision, string Fingerprint)? ReadRequest(RedisValue field)
    {
        if (((string?)field)?.Split(':', 2) is not { } parts)
        {
            return null;
        }

        return parts is [var number, var fingerprint]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? (revision, fingerprint)
            : throw new InvalidDataException($"The store has \"{field}\" in place of what a request did.");
    }

    /// <summary>The field of a revision, of a part of a checkpoint, or a number in a field.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A time as the store has it.</summary>
    public static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time of so many microseconds since 1970.</summary>
    public static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
