using KosovoNato.Changes.V1;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Store;

namespace KosovoNato.Platform.Requests;

/// <summary>Finds the state that was known at a point: by its revision, by a token, or by the time.</summary>
public sealed class KnownStates(Schema schema, ReplicaFollower follower, Replica replica, History history)
{
    /// <param name="known">The point, checked before.</param>
    /// <param name="newest">The newest state that the read has to see.</param>
    internal ValueTask<Snapshot> AtAsync(KnownAt known, Snapshot newest, CancellationToken cancel)
    {
        switch (known.PointCase)
        {
            case KnownAt.PointOneofCase.Time:
                return new(AtTimeAsync(StandpointChecks.TimeOf(known)!.Value, newest, cancel));
            case KnownAt.PointOneofCase.Token:
                var token = RevisionToken.Decode(schema.Service, known.Token, "revision token");
                return token.StoreId == newest.StoreId ? AtAsync(token.Revision, newest, cancel) : throw WatchRefusals.DatasetChanged(schema.Service);
            default:
                return AtAsync(known.Revision, newest, cancel);
        }
    }

    /// <summary>The state at a revision. Another instance may have made it and be ahead of this one: then the store is asked.</summary>
    internal ValueTask<Snapshot> AtAsync(long revision, Snapshot newest, CancellationToken cancel) =>
        revision <= newest.Revision ? history.AtAsync(newest, revision, cancel) : new(AheadAsync(revision, newest, cancel));

    async Task<Snapshot> AheadAsync(long revision, Snapshot known, CancellationToken cancel)
    {
        var newest = await LookAsync(known, cancel);
        return revision <= newest.Revision ? await history.AtAsync(newest, revision, cancel) : throw WatchRefusals.NotYetKnown(newest.Revision);
    }

    async Task<Snapshot> AtTimeAsync(DateTimeOffset time, Snapshot newest, CancellationToken cancel)
    {
        if (time >= newest.RecordedAt)
        {
            // Others may have recorded something since, at or before that time.
            newest = await LookAsync(newest, cancel);
        }

        return await history.AtAsync(newest, await history.NewestAtAsync(time, newest, cancel), cancel);
    }

    async Task<Snapshot> LookAsync(Snapshot known, CancellationToken cancel)
    {
        await follower.LookAsync(cancel);
        var newest = replica.Current;
        return newest.StoreId == known.StoreId ? newest : throw WatchRefusals.DatasetChanged(schema.Service);
    }
}
