using Google.Protobuf.WellKnownTypes;
using KosovoNato.Changes.V1;
using KosovoNato.Store.V1;

namespace KosovoNato.Backup;

/// <summary>
/// Fills an empty store with a backup. All of it is written where nobody looks, and shown at once when the backup has proved to
/// be whole; whatever happens before leaves the store empty.
/// </summary>
sealed class Import(KnownService service, ServiceStore store)
{
    /// <summary>Answers what was imported, and the identity that the store has now.</summary>
    public async Task<(BackupHeader Header, string Identity)> ReadAsync(Stream stream, CancellationToken cancel)
    {
        using var reader = new BackupReader(stream);
        var header = await reader.HeaderAsync(service.Name, cancel);
        await using var target = new ImportTarget(store);
        await target.BeginAsync(header, cancel);
        if (header.Floor > 0)
        {
            await ReadStateAsync(header, reader, target, cancel);
        }

        var before = header.FloorRecordedAt is { } at ? MicrosecondsOf(at) : 0;
        for (var next = header.Floor + 1; next <= header.Head; next++)
        {
            var (revision, change) = await reader.ReadAsync(json => Checked(ChangeText.Read(json, service), next, before), cancel);
            await target.AddAsync(revision, change, cancel);
            before = revision.Microseconds;
        }

        await reader.EndAsync(cancel);
        return (header, await target.RevealAsync(before, cancel));
    }

    async Task ReadStateAsync(BackupHeader header, BackupReader reader, ImportTarget target, CancellationToken cancel)
    {
        for (var i = 0L; i < header.Resources; i++)
        {
            await target.AddAsync(await reader.ReadAsync(json => ResourceText.Read(json.GetProperty("resource"), service.Schema), cancel), cancel);
        }

        await target.EndStateAsync(new KeptState
        {
            Revision = header.Floor,
            RecordedAt = Timestamp.FromDateTimeOffset(header.FloorRecordedAt!.Value),
            Records = header.Resources,
            Followed = { header.Followed.Select(one => new KeptFollowed { Service = one.Service, Store = one.Store, Revision = one.Revision }) },
        }, cancel);
    }

    static (StoredRevision Revision, ChangeEnvelope Change) Checked(StoredRevision revision, long expected, long before)
    {
        if (revision.Revision != expected)
        {
            throw new FormatException($"revision {expected} should be here, and it is {revision.Revision}.");
        }

        return revision.Microseconds >= before
            ? (revision, revision.Envelope())
            : throw new FormatException($"revision {expected} is older than the one before.");
    }

    static long MicrosecondsOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
