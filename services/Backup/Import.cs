using Google.Protobuf.WellKnownTypes;
using KosovoNato.Changes.V1;
using KosovoNato.Storage;
using KosovoNato.Store.V1;

namespace KosovoNato.Backup;

/// <summary>
/// Fills an empty store with a backup. All of it is written where nobody looks, and shown at once when the backup has proved to
/// be whole; whatever happens before leaves the store empty.
/// </summary>
sealed class Import(BackupService service, ServiceStore store)
{
    /// <summary>Answers what was imported, and the identity that the store has now.</summary>
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

        await target.EndStateAsync(new KeptState
        {
            Revision = header.Floor,
            RecordedAt = Timestamp.FromDateTimeOffset(header.FloorRecordedAt!.Value),
            Records = header.Resources,
            Followed = { header.Followed.Select(
                one => new KeptFollowed { Service = one.Service, Store = one.Store, Revision = one.Revision }) },
        }, cancellationToken);
    }

    static (StoredRevision Revision, ChangeEnvelope Change) Checked(StoredRevision revision, long expected, DateTimeOffset before)
    {
        if (revision.Revision != expected)
        {
            throw new FormatException($"revision {expected} should be here, and it is {revision.Revision}.");
        }

        return revision.RecordedAt >= before
            ? (revision, revision.ReadEnvelope())
            : throw new FormatException($"revision {expected} is older than the one before.");
    }
}
