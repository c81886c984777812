using KosovoNato.Kernel.Errors;

namespace KosovoNato.Storage;

/// <summary>
/// Reads stored revisions page by page, and the next page while the caller uses this one. For one caller at a time, which does not change
/// the last revision to read.
/// </summary>
/// <param name="newest">The newest snapshot. Reading fails if the store is no longer the one that it comes from.</param>
sealed class LogPages(ChangeLog log, Replica replica, Snapshot newest)
{
    const int PageBytes = 1 << 20;

    readonly ChangeLog.AdaptiveReadSize size = new(PageBytes);
    (long After, Task<ChangeLog.LogPage<StoredRevision>> Reading)? ahead;

    /// <summary>Reads only the bounds of the log.</summary>
    public async Task<ChangeLog.LogPage<StoredRevision>> ReadBoundsAsync(CancellationToken cancellationToken) =>
        Checked(await log.ReadStoredAsync(0, 0, cancellationToken));

    /// <summary>Reads at least one of the revisions after <paramref name="after"/> up to <paramref name="last"/>.</summary>
    public async Task<IReadOnlyList<StoredRevision>> ReadAsync(long after, long last, CancellationToken cancellationToken)
    {
        var look = Checked(await (
            ahead is { } coming && coming.After == after ? coming.Reading : ReadPageAsync(after, last, cancellationToken)));
        if (look.CompactedRevision > after)
        {
            throw WatchErrors.Compacted(look.CompactedRevision, look.Head);
        }

        if (look.Entries is not [.., var end])
        {
            throw ApiException.StoreUnavailable();
        }

        size.Observe(look.Entries);
        ahead = end.Revision < last ? (end.Revision, ReadPageAsync(end.Revision, last, cancellationToken)) : null;
        return look.Entries;
    }

    Task<ChangeLog.LogPage<StoredRevision>> ReadPageAsync(long after, long last, CancellationToken cancellationToken) =>
        log.ReadStoredAsync(after, (int)Math.Min(size.Count, last - after), cancellationToken);

    ChangeLog.LogPage<StoredRevision> Checked(ChangeLog.LogPage<StoredRevision> look)
    {
        if (look.StoreId == newest.StoreId)
        {
            return look;
        }

        replica.RequestRefresh();
        throw WatchErrors.DatasetChanged(newest.Schema.Service);
    }
}
