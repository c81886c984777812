using Google.Protobuf.WellKnownTypes;
using KosovoNato.Changes.V1;
using KosovoNato.Storage;
using KosovoNato.Store.V1;

namespace KosovoNato.Backup;

/// <summary>
/// Imports a backup into an empty store. The backup is written to staging keys, which become visible in one step after the backup has
/// proved to be complete. A failure before that leaves the store empty.
/// </summary>
sealed class Import(BackupService service, ServiceStore store)
{
    /// <summary>Returns the header of the imported backup, and the new ID of the store.</summary>
    public async Task<(BackupHeader Header, string Identity)> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new BackupReader(stream);
        var header = await reader.HeaderAsync(service.Name, cancellationToken);
        await using var target = new ImportStaging(store);
        await target.BeginAsync(header, cancellationToken);
        if (header.Floor > 0)
        {
            await ReadStateAsync(header, reader, target, cancellationToken);
        }

        var before = header.FloorRecordedAt ?? DateTimeOffset.UnixEpoch;
        for (var next = header.Floor + 1; next <= header.Head; next++)
        {
            var (revision, change) = await reader.ReadAsync(
                json => Checked(RevisionJson.Read(json, service), next, before), cancellationToken);
            await target.AddAsync(revision, change, cancellationToken);
            before = revision.RecordedAt;
        }

        await reader.EndAsync(cancellationToken);
        return (header, await target.PromoteAsync(before, cancellationToken));
    }

    async Task ReadStateAsync(BackupHeader header, BackupReader reader, ImportStaging target, CancellationToken cancellationToken)
    {
        for (var i = 0L; i < header.Resources; i++)
        {
            await target.AddAsync(
                await reader.ReadAsync(json => ResourceJson.Read(json.GetProperty("resource"), service.Schema), cancellationToken),
                cancellationToken);
        }

        await target.EndStateAsync(new CheckpointHeader
        {
            Revision = header.Floor,
            Fingerprint = header.FloorFingerprint,
            RecordedAt = Timestamp.FromDateTimeOffset(header.FloorRecordedAt!.Value),
            ResourceCount = header.Resources,
            Upstreams =
            {
                header.Followed.Select(one => new CheckpointUpstream
                {
                    Service = one.Service,
                    StoreId = one.Store,
                    Revision = one.Revision,
                    Fingerprint = one.Fingerprint,
                }),
            },
        }, cancellationToken);
    }

    static (StoredRevision Revision, ChangeEnvelope Change) Checked(StoredRevision revision, long expected, DateTimeOffset before)
    {
        if (revision.Revision != expected)
        {
            throw new FormatException($"expected revision {expected}, found {revision.Revision}.");
        }

        return revision.RecordedAt >= before
            ? (revision, revision.ReadEnvelope())
            : throw new FormatException($"revision {expected} was recorded before the previous revision.");
    }
}
