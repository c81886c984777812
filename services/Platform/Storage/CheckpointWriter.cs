using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Storage;

/// <summary>
/// Writes a checkpoint after <see cref="StoreOptions.CheckpointInterval"/> durable changes, and removes checkpoints beyond the
/// limits. If a long log has no checkpoints, replays it once and writes them. All instances choose the same revisions.
/// </summary>
public sealed partial class CheckpointWriter(
    CheckpointIndex list, SnapshotHistory history, ChangeLog changes, Replica replica, IOptions<StoreOptions> options,
    TimeProvider timeProvider,
    ILogger<CheckpointWriter> logger) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    string lookedAt = "";
    long nextLook;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        using var timer = new PeriodicTimer(Pause, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (replica.IsLoaded && (replica.Steps >= nextLook || replica.Current.StoreId != lookedAt))
                {
                    await WriteDueAsync(stoppingToken);
                }

                failing = false;
            }
            // Catch everything: checkpoints only make reads of the past faster.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!failing)
                {
                    Postponed(logger, e.Message);
                }

                failing = true;
            }
        }
    }

    /// <summary>Writes the checkpoints that are due, and returns their number.</summary>
    internal async Task<int> WriteDueAsync(CancellationToken cancellationToken)
    {
        var seen = replica.Steps;
        var newest = replica.Current;
        var look = await changes.ReadAsync(0, 0, cancellationToken);
        if (look.StoreId != newest.StoreId)
        {
            return 0;
        }

        var own = await TidyAsync(newest.StoreId, look.CompactedRevision, cancellationToken);
        var (last, taken) = own.Count == 0 ? (look.CompactedRevision, 0) : (own[^1].Revision, own[^1].Steps);
        var at = await history.GetAsync(newest, last, cancellationToken);
        for (var written = 0; ; written++)
        {
            var (due, steps) = await history.AdvanceAsync(newest, at, StepsAfter(at), cancellationToken);
            if (due is null)
            {
                // The next checkpoint starts from this snapshot. Earlier snapshots are in the store and would only fill the cache.
                history.Cache(at);
                // Nothing is due before that many further changes, so the store is not read until then.
                (lookedAt, nextLook) = (newest.StoreId, seen + StepsAfter(at) - steps);
                return written;
            }

            taken += steps;
            await list.AddAsync(due, taken, cancellationToken);
            await TidyAsync(newest.StoreId, look.CompactedRevision, cancellationToken);
            Written(logger, due.Revision);
            at = due;
        }
    }

    /// <summary>
    /// Returns the number of steps between a checkpoint and the next one. A checkpoint writes all resources: with this minimum, checkpoints
    /// write no more than the log does.
    /// </summary>
    long StepsAfter(Snapshot checkpoint) => Math.Max(options.Value.CheckpointInterval, checkpoint.Count / 2);

    /// <summary>
    /// Removes checkpoints of other stores, before the compacted revision, or beyond the limits. Returns the rest by revision.
    /// </summary>
    async Task<IReadOnlyList<CheckpointIndex.Entry>> TidyAsync(string storeId, long floor, CancellationToken cancellationToken)
    {
        var all = await list.ReadAsync(cancellationToken);
        List<CheckpointIndex.Entry> own = [.. all.Where(listed => listed.StoreId == storeId && listed.Revision >= floor)];
        var go = all.Except(own).Concat(list.SelectExcess(own)).ToList();
        foreach (var listed in go)
        {
            await list.RemoveAsync(listed, cancellationToken);
        }

        return [.. own.Except(go)];
    }

    [LoggerMessage(EventName = "checkpoint.written", Level = LogLevel.Debug, Message = "Wrote the checkpoint of revision {Revision}.")]
    static partial void Written(ILogger logger, long revision);

    [LoggerMessage(EventName = "checkpoint.write_failed", Level = LogLevel.Warning,
        Message = "Writing checkpoints failed; retrying. Until it succeeds, reads of earlier revisions take longer: {Reason}")]
    static partial void Postponed(ILogger logger, string reason);
}
