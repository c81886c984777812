using Google.Protobuf;

namespace KosovoNato.Client.Watching;

/// <summary>
/// Where a watch is: what its next stream asks for, and what of a message is new. Holds the service to its promises within
/// a stream; between streams it drops what came before, so that a repeat is never seen twice.
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

    /// <summary>Whether something was yielded that a later stream cannot go on from: a snapshot that broke off.</summary>
    public bool IsBroken => hasYielded && token.Length == 0;

    /// <summary>Whether the watch has got to a place that can be resumed.</summary>
    public bool HasToken => token.Length > 0;

    /// <summary>Whether the next stream asks for something that the service may no longer have.</summary>
    public bool RequiresHistory => HasToken || start.HasResumeToken || start.HasRevisionToken;

    /// <summary>Begins a stream and says what to ask for.</summary>
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

    /// <summary>Forgets everything: the next stream begins with a snapshot.</summary>
    public void Reset()
    {
        start.SnapshotFirst = true;
        token = "";
        hasYielded = false;
    }

    /// <summary>Takes what is new of a message; null if nothing is.</summary>
    public WatchEvent<TResponse>.Message? Accept(TResponse response)
    {
        var isNew = TakeSnapshot(response);
        isNew |= TakeRevisions(response);
        isNew |= TakeProgress(response);
        if (!isNew)
        {
            // Its token is that of a place already passed, so it is not taken either.
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
            throw new WatchOrderException("The service sent a part of a snapshot outside of one.");
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

        // Revisions grow, so the old ones are the first ones.
        for (; old > 0; old--)
        {
            revisions.RemoveAt(0);
        }

        return revisions.Count > 0;
    }

    bool TakeProgress(TResponse response)
    {
        if (response.Progress is not { } progress)
        {
            return false;
        }

        if (inSnapshot || progress.Revision < sent)
        {
            throw new WatchOrderException(
                $"The service said that it is at revision {progress.Revision} {(inSnapshot ? "inside a snapshot" : $"after {sent}")}.");
        }

        streamIsPlaced = true;
        sent = progress.Revision;
        var isNew = progress.Revision >= known;
        known = Math.Max(known, progress.Revision);
        return isNew;
    }
}
