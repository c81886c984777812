using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Storage;

/// <summary>
/// Verifies that a revision is part of the store's history. After the restore of an older copy, the numbers of the lost revisions are
/// assigned again, and a reader of the lost revisions would continue after others without noticing.
/// </summary>
public sealed class HistoryVerifier(Schema schema, Replica replica, ChangeLog log, CheckpointStore checkpoints)
{
    /// <summary>Throws STORE_REPLACED if the revision of a token is not part of the store's history.</summary>
    /// <param name="revision">A revision that is not later than <paramref name="newest"/>.</param>
    internal async ValueTask VerifyAsync(RevisionId revision, Snapshot newest, CancellationToken cancellationToken)
    {
        if (!await ContainsAsync(revision, newest, cancellationToken))
        {
            throw WatchErrors.DatasetChanged(schema.Service);
        }
    }

    /// <summary>
    /// Whether a revision is part of the store's history. Of the compacted revisions only the last can be verified; the result for earlier
    /// ones is true.
    /// </summary>
    /// <param name="revision">A revision that is not later than <paramref name="newest"/>.</param>
    internal ValueTask<bool> ContainsAsync(RevisionId revision, Snapshot newest, CancellationToken cancellationToken)
    {
        if (revision.StoreId != newest.StoreId)
        {
            return new(false);
        }

        RevisionFingerprint? known = revision.Number switch
        {
            0 => default(RevisionFingerprint),
            var number when number == newest.Revision => newest.Id.Fingerprint,
            var number => replica.FindInTail(number)?.Fingerprint,
        };
        return known is { } fingerprint ? new(fingerprint == revision.Fingerprint) : new(IsInStoreAsync(revision, cancellationToken));
    }

    async Task<bool> IsInStoreAsync(RevisionId revision, CancellationToken cancellationToken)
    {
        var page = await log.ReadStoredAsync(revision.Number - 1, 1, cancellationToken);
        if (page.StoreId != revision.StoreId)
        {
            replica.RequestRefresh();
            return false;
        }

        if (page.Entries is [var stored])
        {
            return stored.Fingerprint == revision.Fingerprint;
        }

        if (page.CompactedRevision != revision.Number)
        {
            return page.CompactedRevision > revision.Number;
        }

        var compacted = await checkpoints.CompactedFingerprintAsync(revision.Number, cancellationToken);
        // Null if a later revision became the compacted one meanwhile.
        return compacted is null || compacted == revision.Fingerprint;
    }
}
