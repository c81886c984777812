using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Store.V1;

namespace KosovoNato.Storage.Writes;

/// <summary>Turns a transaction into a commit.</summary>
static class CommitFactory
{
    /// <param name="head">The envelope with actor, reason and request ID, without the changes.</param>
    /// <param name="strictly">Whether any other commit since the snapshot is a conflict.</param>
    /// <param name="learned">The changes to mirrored resources; null if there are none.</param>
    public static Commit Of(
        Transaction draft, ChangeEnvelope head, string requestId, string fingerprint, bool strictly, CancellationToken cancellationToken,
        MirrorUpdate? learned = null)
    {
        List<KeyValuePair<string, long>> expectations = strictly ? [new(Commit.Head, draft.BaseRevision)] : [.. draft.ReadSet];
        foreach (var change in draft.WriteSet)
        {
            var before = change.Before;
            if (!strictly)
            {
                expectations.Add(new(change.Name, before?.Revision ?? 0));
            }

            head.Changes.Add(new ResourceChange
            {
                Name = change.Name,
                Kind = before is null ? ChangeKind.Added : ChangeKind.Modified,
                EventTypes = { change.Events },
                Resource = UnsafeByteOperations.UnsafeWrap(change.Wrap()),
                Previous = before is null ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(before.EncodedWrapper),
                PreviousRevision = before?.Revision ?? 0,
            });
        }

        byte[] encoded = learned is null
            ? head.ToByteArray()
            : [.. head.ToByteArray(), .. new StoredChange { MirrorUpdate = learned }.ToByteArray()];
        return new Commit(
            requestId, fingerprint, expectations,
            // Nobody looks at the revisions of single resources if every commit expects the head revision. Without them, a commit may
            // change more resources than a script of Redis can pass to one command (about 4,000).
            strictly ? [] : [.. draft.WriteSet.Select(change => change.Name)],
            encoded)
        { CancellationToken = cancellationToken };
    }
}
