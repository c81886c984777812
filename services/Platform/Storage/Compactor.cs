using KosovoNato.Kernel.Errors;
using KosovoNato.Storage.Leases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>
/// Lets old revisions go, where an operator asks for it: once twice as many are kept as asked for, the state at the new
/// beginning is written as a checkpoint, and only then what is older goes. What is still to be published stays.
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
            // Also when the store is full and has no room for the checkpoint: the service goes on with what it keeps.
            catch (Exception e) when (e is ApiException or RedisException or TimeoutException)
            {
                Postponed(logger, e.Message);
            }
        }
    }

    /// <summary>Moves the beginning of the log if there is enough before it; answers the new beginning, or the old one.</summary>
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
        Message = "Revisions up to {Floor} were let go; a checkpoint has their state.")]
    static partial void Trimmed(ILogger logger, long floor);

    [LoggerMessage(EventName = "compaction.failed", Level = LogLevel.Warning, Message = "Old revisions could not be let go now: {Reason}")]
    static partial void Postponed(ILogger logger, string reason);
}
