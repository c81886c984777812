using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Storage;

/// <summary>
/// Keeps the whole state in the store after every so many changes, once they are on disk, and lets those go that are too many. An
/// instance that begins with a long log and no checkpoints goes along it once. All instances come to the same revisions.
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
            // Whatever it is: a service without checkpoints answers all the same.
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

    /// <summary>Writes what is due; answers how many that were.</summary>
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
        var every = options.Value.CheckpointInterval;
        var at = await history.GetAsync(newest, last, cancellationToken);
        for (var written = 0; ; written++)
        {
            var (due, steps) = await history.AdvanceAsync(newest, at, every, cancellationToken);
            if (due is null)
            {
                // Here the next one begins. Those before it are in the store, and would only fill the memory.
                history.Cache(at);
                // Until so many more have come there is nothing to do, and the store is left alone.
                (lookedAt, nextLook) = (newest.StoreId, seen + every - steps);
                return written;
            }

            taken += steps;
            await list.AddAsync(due, taken, cancellationToken);
            await TidyAsync(newest.StoreId, look.CompactedRevision, cancellationToken);
            Written(logger, due.Revision);
            at = due;
        }
    }

    /// <summary>Lets go what is of another store, before the floor, or too much; answers what is left, by revision.</summary>
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

    [LoggerMessage(EventName = "checkpoint.written", Level = LogLevel.Debug, Message = "The state of revision {Revision} was kept.")]
    static partial void Written(ILogger logger, long revision);

    [LoggerMessage(EventName = "checkpoint.write_failed", Level = LogLevel.Warning,
        Message = "States could not be kept now, and earlier ones take longer to find: {Reason}")]
    static partial void Postponed(ILogger logger, string reason);
}
