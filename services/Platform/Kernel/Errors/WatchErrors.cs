using System.Globalization;
using Grpc.Core;
using KosovoNato.Errors.V1;

namespace KosovoNato.Kernel.Errors;

/// <summary>The ways in which a token or a stream comes to its end; each says what to do next.</summary>
static class WatchErrors
{
    public static ApiException DatasetChanged(string service) =>
        new(StatusCode.OutOfRange, ErrorReason.DatasetChanged,
            "The store behind the service is another one than before. Start again with a snapshot and replace what you know.",
            ("service", service));

    public static ApiException InFuture(long newest) =>
        new(StatusCode.OutOfRange, ErrorReason.RevisionInFuture,
            "The token names a revision that does not exist yet. Start again with a snapshot.", ("newest", Text(newest)));

    public static ApiException NotYetKnown(long newest) =>
        new(StatusCode.OutOfRange, ErrorReason.RevisionInFuture,
            "The revision does not exist yet. Ask for one up to the newest, or leave it out.", ("newest", Text(newest)));

    public static ApiException Compacted(long oldest, long newest) =>
        new(StatusCode.OutOfRange, ErrorReason.RevisionCompacted,
            "The revision is no longer kept. List or watch from a snapshot again.",
            ("oldest", Text(oldest)), ("newest", Text(newest)));

    public static ApiException SlowConsumer() =>
        new(StatusCode.ResourceExhausted, ErrorReason.SlowConsumer,
            "The stream is read too slowly. Resume with the last token, and read faster or filter more.");

    public static ApiException Recycled() =>
        new(StatusCode.Unavailable, ErrorReason.StreamRecycled, "The stream has reached its age. Resume with the last token.");

    public static ApiException Draining() =>
        new(StatusCode.Unavailable, ErrorReason.ServerDraining, "This server is stopping. Resume with the last token elsewhere.");

    public static ApiException TooManyStreams(string limit, int most) =>
        ApiException.LimitExceeded(limit, $"There are {most} streams already ({limit}). Close some, or share one.");

    static string Text(long revision) => revision.ToString(CultureInfo.InvariantCulture);
}
