using Google.Protobuf;
using KosovoNato.Storage;
using KosovoNato.Store.V1;

namespace KosovoNato.Backup;

/// <summary>
/// Writes a backup: a state, and all revisions after it. The state is that of the floor, where revisions were let go, and empty
/// where none were. The state at one revision is the same with nothing after it.
/// </summary>
sealed class Export(BackupService service, ServiceStore store, TimeProvider timeProvider)
{
    const int PartBytes = 512 << 10;

    readonly LogReader log = new(store);

    /// <param name="at">The revision whose state is wanted; none for all revisions.</param>
    public async Task<BackupHeader> WriteAsync(long? at, Stream stream, CancellationToken cancellationToken)
    {
        var look = await log.ReadHeadAsync(cancellationToken);
        var floor = await log.ReadCheckpointHeaderAsync(look, cancellationToken);
        if (at is not { } revision)
        {
            return await WriteAsync(HeaderOf(look, floor, look.Head), look, floor is null ? null : log.ReadCheckpointChunksAsync(floor, cancellationToken), stream, cancellationToken);
        }

        if (revision > look.Head || revision < look.Floor)
        {
            throw new BackupException(revision > look.Head
                ? $"Revision {revision} does not exist; the newest is {look.Head}."
                : $"Revision {revision} is no longer kept; the oldest state is that of revision {look.Floor}.");
        }

        // The one thing that is held in memory as a whole, as every instance of the service does.
        var state = await StateAtAsync(look, floor, revision, cancellationToken);
        var kept = new KeptState
        {
            Revision = revision, RecordedAt = CheckpointFormat.TimeOf(state), Records = state.Count, Followed = { CheckpointFormat.FollowedBy(state) },
        };
        var parts = CheckpointFormat.PartsOf(state, PartBytes).ToAsyncEnumerable().Select(part => (ReadOnlyMemory<byte>)part.ToByteArray());
        return await WriteAsync(HeaderOf(look, kept, revision), look, parts, stream, cancellationToken);
    }

    async Task<BackupHeader> WriteAsync(BackupHeader header, LogReader.LogHead look, IAsyncEnumerable<ReadOnlyMemory<byte>>? parts, Stream stream, CancellationToken cancellationToken)
    {
        using var writer = new BackupWriter(stream);
        await writer.AddAsync(header.ToLine(), cancellationToken);
        await foreach (var part in parts ?? AsyncEnumerable.Empty<ReadOnlyMemory<byte>>())
        {
            foreach (var record in KeptPart.Parser.ParseFrom(part.Span).Records)
            {
                await writer.AddAsync(BackupLines.OfResource(service.Schema, record), cancellationToken);
            }
        }

        await foreach (var revision in log.RevisionsAsync(look, header.Floor, header.Head, cancellationToken))
        {
            await writer.AddAsync(RevisionJson.LineOf(service, revision), cancellationToken);
        }

        await writer.EndAsync(cancellationToken);
        return header;
    }

    async Task<Snapshot> StateAtAsync(LogReader.LogHead look, KeptState? floor, long revision, CancellationToken cancellationToken)
    {
        var from = Snapshot.Empty(service.Schema, look.Identity);
        if (floor is not null)
        {
            var records = new CheckpointReader(service.Schema, newest: null);
            await foreach (var part in log.ReadCheckpointChunksAsync(floor, cancellationToken))
            {
                records.Add(part);
            }

            from = records.Build(look.Identity, floor);
        }

        var state = new Snapshot.Builder(from);
        var recordedAt = from.RecordedAt;
        await foreach (var stored in log.RevisionsAsync(look, from.Revision, revision, cancellationToken))
        {
            var step = ReplayEntry.Parse(stored.Revision, stored.Value);
            step.ApplyTo(service.Schema, state, record => record);
            recordedAt = step.RecordedAt;
        }

        return state.Build(revision, recordedAt);
    }

    BackupHeader HeaderOf(LogReader.LogHead look, KeptState? state, long head) => new(
        service.Name, look.Identity, state?.Revision ?? 0, state?.RecordedAt?.ToDateTimeOffset(), head, state?.Records ?? 0, head - (state?.Revision ?? 0),
        [.. (state?.Followed ?? []).Select(one => new BackupUpstream(one.Service, one.Store, one.Revision))], timeProvider.GetUtcNow());
}
