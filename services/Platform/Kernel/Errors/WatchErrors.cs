using System.Globalization;
using Grpc.Core;
using KosovoNato.Errors.V1;

namespace KosovoNato.Kernel.Errors;

/// <summary>The errors of tokens and streams. Each message says how to continue.</summary>
static class WatchErrors
{
    public static ApiException DatasetChanged(string service) =>
        new(StatusCode.OutOfRange, ErrorReason.StoreReplaced,
            "The store of the service was replaced, or lost the revision of the token. Start again from a snapshot, and discard the data "
            + "read before.",
            ("service", service));

    public static ApiException InFuture(long newest) =>
        new(StatusCode.OutOfRange, ErrorReason.RevisionInFuture,
            "The token refers to a revision after the newest one: it does not exist yet, or the store lost it. Start again from a "
            + "snapshot.", ("newest", Text(newest)));

    public static ApiException NotYetKnown(long newest) =>
        new(StatusCode.OutOfRange, ErrorReason.RevisionInFuture,
            "The revision does not exist yet. Use a revision up to the head revision, or omit it.", ("newest", Text(newest)));

    public static ApiException Compacted(long oldest, long newest) =>
        new(StatusCode.OutOfRange, ErrorReason.RevisionCompacted,
            "The revision has been compacted. List again, or watch again from a snapshot.",
            ("oldest", Text(oldest)), ("newest", Text(newest)));

    public static ApiException SlowConsumer() =>
        new(StatusCode.ResourceExhausted, ErrorReason.SlowConsumer,
            "The client reads the stream too slowly. Resume with the last token, and read faster or use a narrower filter.");

    public static ApiException Recycled() =>
        new(StatusCode.Unavailable, ErrorReason.StreamRecycled, "The stream has reached its maximum age. Resume with the last token.");

    public static ApiException Draining() =>
        new(StatusCode.Unavailable, ErrorReason.ServerDraining, "This server is stopping. Resume with the last token at another server.");

    public static ApiException TooManyStreams(string limit, int most) =>
        ApiException.LimitExceeded(limit, $"The limit of {most} streams is reached ({limit}). Close a stream, or share an open stream.");

    static string Text(long revision) => revision.ToString(CultureInfo.InvariantCulture);
}
