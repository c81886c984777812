using Grpc.Core;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Watch;

/// <summary>Finds the revision after which a watch continues, and rejects a token that is not for the store's history.</summary>
public sealed class WatchStartResolver(Schema schema, Replica replica, ReplicaFollower follower, HistoryVerifier history)
{
    /// <summary>
    /// Returns the revision to continue after, the day on which the filter was applied up to there, and a snapshot that includes the
    /// revision.
    /// </summary>
    internal async Task<(RevisionId Start, DateOnly? Day, Snapshot Newest)> ResolveAsync(
        WatchStart start, ulong filterHash, CancellationToken cancellationToken)
    {
        if (start.IsNow)
        {
            await TryRefreshAsync(cancellationToken);
        }

        var newest = replica.Current;
        var (revision, day) = start.Resolve(schema, newest, filterHash);
        if (revision.Number > newest.Revision)
        {
            // The watcher may have seen a newer revision on another instance. Read the store before rejecting the token: after a wrong
            // rejection, the watcher would discard all its data.
            await follower.RefreshAsync(cancellationToken);
            newest = replica.Current;
            (revision, day) = start.Resolve(schema, newest, filterHash);
            if (revision.Number > newest.Revision)
            {
                throw WatchErrors.InFuture(newest.Revision);
            }
        }

        await history.VerifyAsync(revision, newest, cancellationToken);
        return (revision, day, newest);
    }

    /// <summary>Reads the head revision, because another instance may be ahead. Without the store, the watch starts all the same.</summary>
    async Task TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await follower.RefreshAsync(cancellationToken);
        }
        catch (ApiException unavailable) when (unavailable.Status == StatusCode.Unavailable)
        {
            // The bookmarks begin when the store can be read again.
        }
    }
}
