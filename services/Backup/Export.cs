using KosovoNato.Storage;

namespace KosovoNato.Backup;

/// <summary>
/// Writes a backup: a snapshot, and all revisions after it. The snapshot is that of the compacted revision; without compaction there is
/// none. The backup of a single revision is only its snapshot.
/// </summary>
sealed class Export(BackupService service, ServiceStore store, TimeProvider timeProvider)
{
    /// <param name="at">The revision whose snapshot is exported. Null for all revisions.</param>
    public async Task<BackupHeader> WriteAsync(long? at, Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            var log = await LogReader.OpenAsync(store.Database, store.Key, service.Schema, cancellationToken) ?? throw store.Empty();
            if (at is not { } revision)
            {
                return await WriteAsync(log, await log.ReadCompactedSnapshotAsync(cancellationToken), log.Head, stream, cancellationToken);
            }

            if (revision > log.Head || revision < log.CompactedRevision)
            {
                throw new BackupException(revision > log.Head
                    ? $"Revision {revision} does not exist; the head revision is {log.Head}."
                    : $"Revision {revision} was compacted; the oldest snapshot is that of revision {log.CompactedRevision}.");
            }

            return await WriteAsync(log, await log.BuildSnapshotAsync(revision, cancellationToken), revision, stream, cancellationToken);
        }
        catch (LogChangedException changed)
        {
            throw new BackupException(changed.Message, changed);
        }
    }

    async Task<BackupHeader> WriteAsync(
        LogReader log, StoredSnapshot? snapshot, long last, Stream stream, CancellationToken cancellationToken)
    {
        var header = HeaderOf(log, snapshot, last);
        using var writer = new BackupWriter(stream);
        await writer.AddAsync(header.ToLine(), cancellationToken);
        await foreach (var record in snapshot?.Records ?? AsyncEnumerable.Empty<Store.V1.CheckpointResource>())
        {
            await writer.AddAsync(BackupLines.OfResource(service.Schema, record), cancellationToken);
        }

        await foreach (var revision in log.ReadAsync(header.Floor, header.Head, cancellationToken))
        {
            await writer.AddAsync(RevisionJson.LineOf(service, revision), cancellationToken);
        }

        await writer.EndAsync(cancellationToken);
        return header;
    }

    BackupHeader HeaderOf(LogReader log, StoredSnapshot? snapshot, long last)
    {
        var floor = snapshot?.Header;
        var upstreams = (floor?.Upstreams ?? []).Select(
            one => new BackupUpstream(one.Service, one.StoreId, one.Revision, one.Fingerprint));
        var first = floor?.Revision ?? 0;
        return new(
            service.Name, log.StoreId, first, floor?.Fingerprint ?? 0, floor?.RecordedAt?.ToDateTimeOffset(), last,
            floor?.ResourceCount ?? 0, last - first, [.. upstreams], timeProvider.GetUtcNow());
    }
}
