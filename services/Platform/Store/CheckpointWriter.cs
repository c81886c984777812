using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Store;

/// <summary>
/// Keeps the whole state in the store after every so many changes, once they are on disk, and lets those go that are too many. An
/// instance that begins with a long log and no checkpoints goes along it once. All instances come to the same revisions.
/// </summary>
public sealed partial class CheckpointWriter(
    CheckpointList list, History history, ChangeLog changes, Replica replica, IOptions<StoreOptions> options, TimeProvider time,
    ILogger<CheckpointWriter> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    string lookedAt = "";
    long nextLook;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        using var timer = new PeriodicTimer(Pause, time);
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
                    Postponed(log, e.Message);
                }

                failing = true;
            }
        }
    }

    /// <summary>Writes what is due; answers how many that were.</summary>
    internal async Task<int> WriteDueAsync(CancellationToken cancel)
    {
        var seen = replica.Steps;
        var newest = replica.Current;
        var look = await changes.ReadAsync(0, 0, cancel);
        if (look.StoreId != newest.StoreId)
        {
            return 0;
        }

        var own = await TidyAsync(newest.StoreId, look.Floor, cancel);
        var (last, taken) = own.Count == 0 ? (look.Floor, 0) : (own[^1].Revision, own[^1].Steps);
        var every = options.Value.CheckpointEvery;
        var at = await history.AtAsync(newest, last, cancel);
        for (var written = 0; ; written++)
        {
            var (due, steps) = await history.NextAsync(newest, at, every, cancel);
            if (due is null)
            {
                // Here the next one begins. Those before it are in the store, and would only fill the memory.
                history.Keep(at);
                // Until so many more have come there is nothing to do, and the store is left alone.
                (lookedAt, nextLook) = (newest.StoreId, seen + every - steps);
                return written;
            }

            taken += steps;
            await list.AddAsync(due, taken, cancel);
            await TidyAsync(newest.StoreId, look.Floor, cancel);
            Written(log, due.Revision);
            at = due;
        }
    }

    /// <summary>Lets go what is of another store, before the floor, or too much; answers what is left, by revision.</summary>
    async Task<IReadOnlyList<CheckpointList.Listed>> TidyAsync(string storeId, long floor, CancellationToken cancel)
    {
        var all = await list.ReadAsync(cancel);
        List<CheckpointList.Listed> own = [.. all.Where(listed => listed.StoreId == storeId && listed.Revision >= floor)];
        var go = all.Except(own).Concat(list.TooMany(own)).ToList();
        foreach (var listed in go)
        {
            await list.RemoveAsync(listed, cancel);
        }

        return [.. own.Except(go)];
    }

    [LoggerMessage(EventName = "checkpoints.written", Level = LogLevel.Debug, Message = "The state of revision {Revision} was kept.")]
    static partial void Written(ILogger log, long revision);

    [LoggerMessage(EventName = "checkpoints.postponed", Level = LogLevel.Warning, Message = "States could not be kept now, and earlier ones take longer to find: {Reason}")]
    static partial void Postponed(ILogger log, string reason);
}
