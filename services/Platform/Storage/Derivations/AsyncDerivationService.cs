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
/// Runs an <see cref="AsyncDerivation"/> on the newest snapshot after every change, at the start, and when a day begins. Changes in quick
/// succession are processed together, so that writers are hardly affected.
///
/// Its commit only requires that the resources that it changes are unchanged. A result from an older snapshot is rejected if there is a
/// newer result, and facts recorded meanwhile are processed in the next run. Every instance can therefore run it, and all end with the same
/// result.
/// </summary>
public sealed partial class AsyncDerivationService(
    AsyncDerivation derivation, Replica replica, CommitLoop commits, Schema schema, ServiceTracer traces, TimeProvider timeProvider,
    ILogger<AsyncDerivationService> logger) : BackgroundService
{
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(10);

    // Limits how long derived fields are outdated, even if the first run after a start was slow.
    static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    // Until the pause reaches MaxPause, the derivation takes at most a fifth of the time of one processor.
    const int IdleToBusyRatio = 4;

    // If more changes than this led to a run, its span is linked only to the newest of these changes.
    const int MaxLinkedCauses = 32;

    long? derivedRevision;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var state = await replica.WaitForAsync(0, stoppingToken);
                var now = timeProvider.GetUtcNow();
                var started = timeProvider.GetTimestamp();
                var draft = Derived(state, now);
                var pause = TimeSpan.FromTicks(Math.Clamp(
                    timeProvider.GetElapsedTime(started).Ticks * IdleToBusyRatio, MinPause.Ticks, MaxPause.Ticks));
                await CommitAsync(draft, state, stoppingToken);
                await Task.Delay(pause, timeProvider, stoppingToken);
                await NextAsync(state, DateOnly.FromDateTime(now.UtcDateTime), stoppingToken);
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

    Transaction Derived(Snapshot state, DateTimeOffset now)
    {
        var draft = new Transaction(state, now, ActorName.System, "");
        derivation.Run(draft);
        return draft;
    }

    /// <summary>Commits the changed fields. After a conflict, the next run uses the newer snapshot.</summary>
    async Task CommitAsync(Transaction draft, Snapshot state, CancellationToken cancellationToken)
    {
        if (draft.WriteSet.Count == 0)
        {
            derivedRevision = state.Revision;
            return;
        }

        var changes = ChangesSinceLastRun(state);
        List<ActivityContext> causes = [.. changes.Select(change => TraceOf(state, change)).Where(trace => trace != default)];
        using var span = traces.BeginDerivation(causes);
        var id = Guid.NewGuid();
        var head = new ChangeEnvelope
        {
            Actor = draft.Actor,
            // A fact that was recorded just before the last result was committed has a lower revision than that result.
            CausationId = IdOf(state, changes.FindLast(change => change.Actor != ActorName.System)?.Revision ?? state.Revision).ToString(),
            RequestId = id.ToString("D"),
        };
        ChangeTraceContext.Stamp(span?.Context ?? (causes is [.., var newest] ? newest : default), head);
        var commit = CommitFactory.Of(draft, head, id.ToString("N"), "late", strictly: false, cancellationToken);
        // If there is a newer snapshot, the next run uses it, after the pause.
        if (await commits.RunAsync(newest => newest == state ? commit : null, cancellationToken) is not null)
        {
            derivedRevision = state.Revision;
        }
    }

    /// <summary>Returns the changes since the snapshot of the last run, the newest last. The first run has no particular cause.</summary>
    List<ChangeEnvelope> ChangesSinceLastRun(Snapshot state)
    {
        var changes = new List<ChangeEnvelope>();
        var after = derivedRevision ?? state.Revision;
        for (var revision = Math.Max(after, state.Revision - MaxLinkedCauses) + 1; revision <= state.Revision; revision++)
        {
            if (replica.FindInTail(revision) is { } entry)
            {
                var change = ChangeEnvelope.Parser.ParseFrom(entry.Header.Span);
                change.Revision = revision;
                changes.Add(change);
            }
        }

        return changes;
    }

    ActivityContext TraceOf(Snapshot state, ChangeEnvelope change) =>
        ChangeTraceContext.Read(change, IdOf(state, change.Revision));

    ChangeEventId IdOf(Snapshot state, long revision) => new(schema.Service, state.StoreId, revision);

    /// <summary>Waits for another snapshot or another day.</summary>
    async Task NextAsync(Snapshot seen, DateOnly day, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = replica.Changed;
            if (timeProvider.Today != day || !ReferenceEquals(await replica.WaitForAsync(0, cancellationToken), seen))
            {
                return;
            }

            try
            {
                await changed.WaitAsync(timeProvider.UntilDayCheck, timeProvider, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Another day may have begun. The loop checks.
            }
        }
    }

    [LoggerMessage(EventName = "derivation.async_retrying", Level = LogLevel.Warning,
        Message = "The asynchronous derivation could not run; derived fields keep their values, and the next attempt is in 5 s: {Reason}")]
    static partial void Postponed(ILogger logger, string reason);

    [LoggerMessage(EventName = "derivation.async_failed", Level = LogLevel.Error,
        Message = "The asynchronous derivation failed unexpectedly; derived fields may be outdated. The next attempt is in 5 s.")]
    static partial void Failed(ILogger logger, Exception reason);
}
