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
/// Runs a <see cref="AsyncDerivation"/> on the newest state after every change of it, at the start, and when a day begins. Many
/// changes that come quickly are looked at together, so that writers hardly notice.
///
/// Its commit expects only what it changes to be unchanged. Whoever computed of an older state is refused if a newer result is
/// there, and whatever was recorded meanwhile is looked at next: so every instance may do it, and all end with the same.
/// </summary>
public sealed partial class AsyncDerivationService(
    AsyncDerivation derivation, Replica replica, CommitLoop commits, Schema schema, ServiceTracer traces, TimeProvider timeProvider,
    ILogger<AsyncDerivationService> logger) : BackgroundService
{
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(10);

    // Nobody should have to wait longer for an outlook, however slow the first computation after a start was.
    static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    // Up to that pause it takes at most a twentieth of the time of one processor.
    const int IdleToBusyRatio = 19;

    // What followed from more changes than these is linked to the newest of them.
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
                await NextAsync(state, now, stoppingToken);
            }
            catch (ApiException away)
            {
                Postponed(logger, away.Message);
                await Task.Delay(Retry, timeProvider, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Facts are recorded and read all the same: whatever is wrong here must not end the service.
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

    /// <summary>Commits what differs. If others were faster, there is a newer state to look at.</summary>
    async Task CommitAsync(Transaction draft, Snapshot state, CancellationToken cancellationToken)
    {
        if (draft.WriteSet.Count == 0)
        {
            derivedRevision = state.Revision;
            return;
        }

        var causes = CausesOf(state);
        using var span = traces.BeginDerivation(causes);
        var id = Guid.NewGuid();
        var head = new ChangeEnvelope
        {
            Actor = draft.Actor,
            Cause = new ChangeEventId(schema.Service, state.StoreId, state.Revision).ToString(),
            RequestId = id.ToString("D"),
        };
        ChangeTraceContext.Stamp(span?.Context ?? (causes is [.., var newest] ? newest : default), head);
        var commit = CommitFactory.Of(draft, head, id.ToString("N"), "late", strictly: false, cancellationToken);
        // A newer state is looked at in the next round, after the pause.
        if (await commits.RunAsync(newest => newest == state ? commit : null, cancellationToken) is not null)
        {
            derivedRevision = state.Revision;
        }
    }

    /// <summary>
    /// The traces of the changes since the state that was looked at before, of those that have one; the newest is the last.
    /// </summary>
    List<ActivityContext> CausesOf(Snapshot state)
    {
        var causes = new List<ActivityContext>();
        // At the start it follows from all there is, and from nothing in particular.
        var after = derivedRevision ?? state.Revision;
        for (var revision = Math.Max(after, state.Revision - MaxLinkedCauses) + 1; revision <= state.Revision; revision++)
        {
            if (replica.FindInTail(revision) is { } entry
                && ChangeTraceContext.Read(
                    ChangeEnvelope.Parser.ParseFrom(entry.Header.Span),
                    new ChangeEventId(schema.Service, state.StoreId, revision)) is { } trace && trace != default)
            {
                causes.Add(trace);
            }
        }

        return causes;
    }

    /// <summary>Waits until there is another state than this one, or another day.</summary>
    async Task NextAsync(Snapshot seen, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = replica.Changed;
            var untilTomorrow = now.Date.AddDays(1) - timeProvider.GetUtcNow().UtcDateTime;
            if (untilTomorrow <= TimeSpan.Zero || !ReferenceEquals(await replica.WaitForAsync(0, cancellationToken), seen))
            {
                return;
            }

            try
            {
                await changed.WaitAsync(untilTomorrow, timeProvider, cancellationToken);
            }
            catch (TimeoutException)
            {
                return;
            }
        }
    }

    [LoggerMessage(EventName = "derivation.async_retrying", Level = LogLevel.Warning,
        Message = "What follows from the facts could not be computed now: {Reason}")]
    static partial void Postponed(ILogger logger, string reason);

    [LoggerMessage(EventName = "derivation.async_failed", Level = LogLevel.Error,
        Message = "What follows from the facts could not be computed; what is kept of it may be outdated.")]
    static partial void Failed(ILogger logger, Exception reason);
}
