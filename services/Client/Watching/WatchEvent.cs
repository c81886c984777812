using KosovoNato.Errors.V1;

namespace KosovoNato.Client.Watching;

/// <summary>One step of a watch: a message of the service, or the news that what came before no longer counts.</summary>
public abstract record WatchEvent<TResponse>
{
    WatchEvent()
    {
    }

    /// <summary>A message of the service, with only what is new.</summary>
    /// <param name="Response">The message.</param>
    /// <param name="CompleteRevision">
    /// Everything up to this revision has come, this message included; null inside a snapshot, which is complete with its end.
    /// </param>
    public sealed record Message(TResponse Response, long? CompleteRevision) : WatchEvent<TResponse>;

    /// <summary>
    /// What you knew is to be replaced: a snapshot follows. Keep showing the old until its end if you like, and then drop
    /// everything that it did not name.
    /// </summary>
    /// <param name="Reason">
    /// Why the service could not go on from where you were; <see cref="ErrorReason.Unspecified"/> if a snapshot broke off.
    /// </param>
    public sealed record SnapshotStart(ErrorReason Reason) : WatchEvent<TResponse>;
}
