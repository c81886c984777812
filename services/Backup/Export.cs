using Google.Protobuf;
using KosovoNato.Platform.Store;
using KosovoNato.Store.V1;

namespace KosovoNato.Backup;

/// <summary>
/// Writes a backup: a state, and all revisions after it. The state is that of the floor, where revisions were let go, and empty
/// where none were. The state at one revision is the same with nothing after it.
/// </summary>
sealed class Export(KnownService service, ServiceStore store, TimeProvider time)
{
    const int PartBytes = 512 << 10;

    readonly LogReader log = new(store);

    /// <param name="at">The revision whose state is wanted; none for all revisions.</param>
    public async Task<BackupHeader> WriteAsync(long? at, Stream stream, CancellationToken cancel)
    {
        var look = await log.LookAsync(cancel);
        var floor = await log.FloorAsync(look, cancel);
        if (at is not { } revision)
        {
            return await WriteAsync(HeaderOf(look, floor, look.Head), look, floor is null ? null : log.PartsAsync(floor, cancel), stream, cancel);
        }

        if (revision > look.Head || revision < look.Floor)
        {
            throw new BackupException(revision > look.Head
                ? $"Revision {revision} does not exist; the newest is {look.Head}."
                : $"Revision {revision} is no longer kept; the oldest state is that of revision {look.Floor}.");
        }

        // The one thing that is held in memory as a whole, as every instance of the service does.
        var state = await StateAtAsync(look, floor, revision, cancel);
        var kept = new KeptState
        {
            Revision = revision, RecordedAt = KeptForm.TimeOf(state), Records = state.Count, Followed = { KeptForm.FollowedBy(state) },
        };
        var parts = KeptForm.PartsOf(state, PartBytes).ToAsyncEnumerable().Select(part => (ReadOnlyMemory<byte>)part.ToByteArray());
        return await WriteAsync(HeaderOf(look, kept, revision), look, parts, stream, cancel);
    }

    async Task<BackupHeader> WriteAsync(BackupHeader header, LogReader.Look look, IAsyncEnumerable<ReadOnlyMemory<byte>>? parts, Stream stream, CancellationToken cancel)
    {
        using var writer = new BackupWriter(stream);
        await writer.AddAsync(header.ToLine(), cancel);
        await foreach (var part in parts ?? AsyncEnumerable.Empty<ReadOnlyMemory<byte>>())
        {
            foreach (var record in KeptPart.Parser.ParseFrom(part.Span).Records)
            {
                await writer.AddAsync(Lines.OfResource(service.Schema, record), cancel);
            }
        }

        await foreach (var revision in log.RevisionsAsync(look, header.Floor, header.Head, cancel))
        {
            await writer.AddAsync(ChangeText.LineOf(service, revision), cancel);
        }

        await writer.EndAsync(cancel);
        return header;
    }

    async Task<Snapshot> StateAtAsync(LogReader.Look look, KeptState? floor, long revision, CancellationToken cancel)
    {
        var from = Snapshot.Empty(service.Schema, look.Identity);
        if (floor is not null)
        {
            var records = new KeptRecords(service.Schema, newest: null);
            await foreach (var part in log.PartsAsync(floor, cancel))
            {
                records.Add(part);
            }

            from = records.Build(look.Identity, floor);
        }

        var state = new Snapshot.Builder(from);
        var recordedAt = from.RecordedAt;
        await foreach (var stored in log.RevisionsAsync(look, from.Revision, revision, cancel))
        {
            var step = LogStep.Parse(stored.Revision, stored.Value);
            step.ApplyTo(service.Schema, state, record => record);
            recordedAt = step.RecordedAt;
        }

        return state.Build(revision, recordedAt);
    }

    BackupHeader HeaderOf(LogReader.Look look, KeptState? state, long head) => new(
        service.Name, look.Identity, state?.Revision ?? 0, state?.RecordedAt?.ToDateTimeOffset(), head, state?.Records ?? 0, head - (state?.Revision ?? 0),
        [.. (state?.Followed ?? []).Select(one => new FollowedService(one.Service, one.Store, one.Revision))], time.GetUtcNow());
}
