using KosovoNato.Errors.V1;

namespace KosovoNato.Client.Watching;

/// <summary>An event of a watch: a message of the service, or the start of a snapshot that replaces everything received before.</summary>
public abstract record WatchEvent<TResponse>
{
    WatchEvent()
    {
    }

    /// <summary>A message of the service, reduced to the changes that are new.</summary>
    /// <param name="Response">The message.</param>
    /// <param name="CompleteRevision">
    /// The revision up to which every change has been received, including this message. Null inside a snapshot, which is only complete at
    /// its end.
    /// </param>
    public sealed record Message(TResponse Response, long? CompleteRevision) : WatchEvent<TResponse>;

    /// <summary>
    /// A snapshot follows and replaces everything received before. The old resources may stay visible until its end; then drop every
    /// resource that the snapshot did not contain.
    /// </summary>
    /// <param name="Reason">
    /// Why the service could not continue from the last position. <see cref="ErrorReason.Unspecified"/> if a snapshot was interrupted.
    /// </param>
    public sealed record SnapshotStart(ErrorReason Reason) : WatchEvent<TResponse>;
}
