using System.Diagnostics;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Storage.Writes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Storage.Derivations;

/// <summary>
/// Computes the derived fields when the service starts and when the clock shows another day: a membership may begin today, and a new
/// release may compute better. Commits only the fields that differ. On another day, it commits a revision even without any: with it, a
/// Watch whose filter depends on the day sends what matches since then. Each instance commits one, because their clocks differ.
/// </summary>
public sealed partial class DailyDerivation(
    Replica replica, CommitLoop commits, CommitLock turn, ServiceTracer traces, TimeProvider timeProvider, ILogger<DailyDerivation> logger,
    DayDerivation? ofService = null) : BackgroundService
{
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        DateOnly? seen = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await replica.WaitForAsync(0, stoppingToken);
                seen = await RunAsync(seen, stoppingToken);
                await timeProvider.WaitForOtherDayAsync(seen.Value, stoppingToken);
            }
            catch (ApiException away)
            {
                Postponed(logger, away.Message);
                await Task.Delay(Retry, timeProvider, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Catch everything: an error here must not stop the service, which can still record and read facts.
                Failed(logger, e);
                await Task.Delay(Retry, timeProvider, stoppingToken);
            }
        }
    }

    /// <summary>Commits what changes with the day. Returns the day.</summary>
    /// <param name="seen">The day of the previous run; null at the start.</param>
    async Task<DateOnly> RunAsync(DateOnly? seen, CancellationToken cancellationToken)
    {
        Activity? span = null;
        DateOnly day = default;
        try
        {
            await commits.RunAsync(Prepare, cancellationToken);
            return day;
        }
        finally
        {
            span?.Dispose();
        }

        Commit? Prepare(Snapshot snapshot)
        {
            var draft = new Transaction(snapshot, timeProvider.GetUtcNow(), ActorName.System, "a new day");
            day = draft.Today;
            (turn.Derivation?.Run ?? ofService?.Run)?.Invoke(draft);
            // At the start, watchers resume that may have seen revisions of an earlier day only.
            var isOtherDay = seen is { } last ? last != day : DateOnly.FromDateTime(snapshot.RecordedAt.UtcDateTime) < day;
            if (draft.WriteSet.Count == 0 && (!isOtherDay || snapshot.Revision == 0))
            {
                return null;
            }

            // The span ends after the commit, so that the commit is part of it.
            span ??= traces.BeginDerivation([]);
            var id = Guid.NewGuid();
            var head = new ChangeEnvelope { Actor = draft.Actor, Reason = draft.Reason, RequestId = id.ToString("D") };
            ChangeTraceContext.Stamp(ChangeTraceContext.Current, head);
            return CommitFactory.Of(draft, head, id.ToString("N"), "day", strictly: turn.IsSerialized, cancellationToken);
        }
    }

    [LoggerMessage(EventName = "derivation.retrying", Level = LogLevel.Warning,
        Message = "The daily derivation could not run; derived fields keep their values, and the next attempt is in 5 s: {Reason}")]
    static partial void Postponed(ILogger logger, string reason);

    [LoggerMessage(EventName = "derivation.failed", Level = LogLevel.Error,
        Message = "The daily derivation failed unexpectedly; derived fields may be outdated. The next attempt is in 5 s.")]
    static partial void Failed(ILogger logger, Exception reason);
}
