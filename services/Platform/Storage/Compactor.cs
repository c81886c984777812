using KosovoNato.Kernel.Errors;
using KosovoNato.Storage.Leases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// Compacts the log if an operator sets <see cref="StoreOptions.RetainedRevisions"/>. When the log has twice that many revisions, writes
/// the checkpoint of the new compacted revision, and only then deletes the revisions up to it. Keeps revisions that have not been
/// published.
/// </summary>
public sealed partial class Compactor(
    CheckpointStore checkpoints, SnapshotHistory history, ChangeLog changes, Replica replica, IOptions<StoreOptions> options,
    TimeProvider timeProvider, ILogger<Compactor> logger,
    RelayLease? relay = null) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.RetainedRevisions == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(Pause, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CompactAsync(stoppingToken);
            }
            // This includes a full store without room for the checkpoint: the service continues with the whole log.
            catch (Exception e) when (e is ApiException or RedisException or TimeoutException)
            {
                Postponed(logger, e.Message);
            }
        }
    }

    /// <summary>Compacts the log if it is long enough. Returns the compacted revision, whether it changed or not.</summary>
    internal async Task<long> CompactAsync(CancellationToken cancellationToken)
    {
        var keep = options.Value.RetainedRevisions;
        var look = await changes.ReadAsync(0, 0, cancellationToken);
        var floor = look.Head - keep;
        if (look.Head - look.CompactedRevision < 2 * keep || !replica.IsLoaded || look.StoreId != replica.Current.StoreId
            || floor > replica.Current.Revision)
        {
            return look.CompactedRevision;
        }

        if (relay is not null)
        {
            var published = await relay.PositionAsync(cancellationToken);
            floor = Math.Min(floor, published.StoreId == look.StoreId ? published.Revision : 0);
            if (floor <= look.CompactedRevision)
            {
                return look.CompactedRevision;
            }
        }

        await checkpoints.MoveFloorAsync(
            await history.GetAsync(replica.Current, floor, cancellationToken), look.CompactedRevision, cancellationToken);
        Trimmed(logger, floor);
        return floor;
    }

    [LoggerMessage(EventName = "compaction.completed", Level = LogLevel.Information,
        Message = "Compacted the revisions up to {Floor}; a checkpoint has the snapshot at that revision.")]
    static partial void Trimmed(ILogger logger, long floor);

    [LoggerMessage(EventName = "compaction.failed", Level = LogLevel.Warning,
        Message = "Compaction failed; old revisions are kept, and the next attempt is in 10 s: {Reason}")]
    static partial void Postponed(ILogger logger, string reason);
}
