using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using KosovoNato.Changes.V1;

namespace KosovoNato.Cli.Input;

/// <summary>Points in time as people write them.</summary>
static class TimePoint
{
    /// <summary>Returns a point of a Diff: a day in the world, or <c>@</c> and a point in transaction time. Null for other text.</summary>
    public static BitemporalPoint? Parse(string text) =>
        text.StartsWith('@') ? KnownAt(text[1..]) is { } known ? new BitemporalPoint { KnownAt = known } : null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? new BitemporalPoint { AsOf = text }
            : null;

    /// <summary>Returns a point in transaction time: a revision number, or an instant. Null for other text.</summary>
    public static KnownAt? KnownAt(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) && revision > 0
            ? new KnownAt { Revision = revision }
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new KnownAt { Time = Timestamp.FromDateTimeOffset(time) }
        : null;
}
