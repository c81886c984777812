using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>Finds the snapshot at a point in transaction time: a revision, a token or a time.</summary>
public sealed class KnownAtResolver(Schema schema, ReplicaFollower follower, Replica replica, SnapshotHistory history)
{
    /// <param name="known">The point, already checked.</param>
    /// <param name="newest">The newest snapshot that the read must see.</param>
    internal ValueTask<Snapshot> AtAsync(KnownAt known, Snapshot newest, CancellationToken cancellationToken)
    {
        switch (known.PointCase)
        {
            case KnownAt.PointOneofCase.Time:
                return new(AtTimeAsync(BitemporalChecks.TimeOf(known)!.Value, newest, cancellationToken));
            case KnownAt.PointOneofCase.Token:
                return AtAsync(RevisionToken.Decode(schema.Service, known.Token, "revision token").Revision, newest, cancellationToken);
            default:
                return AtAsync(known.Revision, newest, cancellationToken);
        }
    }

    /// <summary>Returns the snapshot at the revision of a token. Throws STORE_REPLACED if it is not part of the store's history.</summary>
    internal async ValueTask<Snapshot> AtAsync(RevisionId revision, Snapshot newest, CancellationToken cancellationToken)
    {
        var snapshot = revision.StoreId == newest.StoreId ? await AtAsync(revision.Number, newest, cancellationToken) : null;
        return snapshot?.Id == revision ? snapshot : throw WatchErrors.DatasetChanged(schema.Service);
    }

    /// <summary>
    /// Returns the snapshot at a revision. Another instance may have committed it and be ahead of this one; then the store is read first.
    /// </summary>
    internal ValueTask<Snapshot> AtAsync(long revision, Snapshot newest, CancellationToken cancellationToken) =>
        revision <= newest.Revision
            ? history.GetAsync(newest, revision, cancellationToken)
            : new(AheadAsync(revision, newest, cancellationToken));

    async Task<Snapshot> AheadAsync(long revision, Snapshot known, CancellationToken cancellationToken)
    {
        var newest = await LookAsync(known, cancellationToken);
        return revision <= newest.Revision
            ? await history.GetAsync(newest, revision, cancellationToken)
            : throw WatchErrors.NotYetKnown(newest.Revision);
    }

    async Task<Snapshot> AtTimeAsync(DateTimeOffset time, Snapshot newest, CancellationToken cancellationToken)
    {
        if (time >= newest.RecordedAt)
        {
            // Other instances may have committed since, at or before that time.
            newest = await LookAsync(newest, cancellationToken);
        }

        return await history.GetAsync(newest, await history.NewestAtAsync(time, newest, cancellationToken), cancellationToken);
    }

    async Task<Snapshot> LookAsync(Snapshot known, CancellationToken cancellationToken)
    {
        await follower.RefreshAsync(cancellationToken);
        var newest = replica.Current;
        return newest.StoreId == known.StoreId ? newest : throw WatchErrors.DatasetChanged(schema.Service);
    }
}
