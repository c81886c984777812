using Google.Protobuf;

namespace KosovoNato.Client.Watching;

/// <summary>
/// The position of a watch: the request for its next stream, and which parts of a message are new. Checks the service's promises within a
/// stream. Between streams it drops repeated messages, so that no change is seen twice.
/// </summary>
sealed class WatchResumeState<TRequest, TResponse, TChanged, TChange>(TRequest request)
    where TRequest : class, IWatchRequest, IDeepCloneable<TRequest>
    where TResponse : class, IWatchResponse<TChanged, TChange>
    where TChanged : IChanged<TChange>
{
    readonly TRequest start = request.Clone();
    string token = "";
    long known;
    long sent;
    bool streamIsPlaced;
    bool inSnapshot;
    bool hasYielded;

    /// <summary>Whether an unfinished snapshot was yielded, which a later stream cannot continue.</summary>
    public bool IsBroken => hasYielded && token.Length == 0;

    /// <summary>Whether the watch has reached a position that can be resumed.</summary>
    public bool HasToken => token.Length > 0;

    /// <summary>Whether the next stream needs history that the service may no longer have.</summary>
    public bool RequiresHistory => HasToken || start.HasResumeToken || start.HasRevisionToken;

    /// <summary>Starts a stream and returns its request.</summary>
    public TRequest Begin()
    {
        var next = start.Clone();
        if (HasToken)
        {
            next.ResumeToken = token;
        }

        sent = 0;
        streamIsPlaced = RequiresHistory;
        inSnapshot = false;
        return next;
    }

    /// <summary>Forgets the position. The next stream starts with a snapshot.</summary>
    public void Reset()
    {
        start.SnapshotFirst = true;
        token = "";
        hasYielded = false;
    }

    /// <summary>Accepts a message and returns its new parts, or null if it has none.</summary>
    public WatchEvent<TResponse>.Message? Accept(TResponse response)
    {
        var isNew = TakeSnapshot(response);
        isNew |= TakeRevisions(response);
        isNew |= TakeProgress(response);
        if (!isNew)
        {
            // Its token is for an earlier position, so it is skipped as well.
            return null;
        }

        token = response.ResumeToken is { Length: > 0 } next ? next : token;
        hasYielded = true;
        return new(response, inSnapshot ? null : known);
    }

    bool TakeSnapshot(TResponse response)
    {
        var end = response.SnapshotEnd;
        if (end is null && response.Snapshot.Count == 0)
        {
            return false;
        }

        if (streamIsPlaced)
        {
            throw new WatchOrderException("The service sent a part of a snapshot outside of a snapshot.");
        }

        inSnapshot = end is null;
        if (end is not null)
        {
            streamIsPlaced = true;
            sent = known = end.Revision;
        }

        return true;
    }

    bool TakeRevisions(TResponse response)
    {
        var revisions = response.Revisions;
        var old = 0;
        foreach (var revision in revisions.Select(changed => changed.Revision))
        {
            if (inSnapshot || revision <= sent)
            {
                throw new WatchOrderException(
                    $"The service sent revision {revision} {(inSnapshot ? "inside a snapshot" : $"after {sent}")}.");
            }

            streamIsPlaced = true;
            sent = revision;
            old += revision <= known ? 1 : 0;
            known = Math.Max(known, revision);
        }

        // Revisions are in ascending order, so the old ones come first.
        for (; old > 0; old--)
        {
            revisions.RemoveAt(0);
        }

        return revisions.Count > 0;
    }

    bool TakeProgress(TResponse response)
    {
        if (response.Bookmark is not { } progress)
        {
            return false;
        }

        if (inSnapshot || progress.Revision < sent)
        {
            throw new WatchOrderException(
                $"The service sent a bookmark for revision {progress.Revision} {(inSnapshot ? "inside a snapshot" : $"after {sent}")}.");
        }

        streamIsPlaced = true;
        sent = progress.Revision;
        var isNew = progress.Revision >= known;
        known = Math.Max(known, progress.Revision);
        return isNew;
    }
}
