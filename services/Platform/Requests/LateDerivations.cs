using System.Diagnostics;
using KosovoNato.Changes.V1;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Neighbors;
using KosovoNato.Platform.Store;
using KosovoNato.Platform.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Platform.Requests;

/// <summary>
/// Runs a <see cref="LateDerivation"/> on the newest state after every change of it, at the start, and when a day begins. Many
/// changes that come quickly are looked at together, so that writers hardly notice.
///
/// Its commit expects only what it changes to be unchanged. Whoever computed of an older state is refused if a newer result is
/// there, and whatever was recorded meanwhile is looked at next: so every instance may do it, and all end with the same.
/// </summary>
public sealed partial class LateDerivations(
    LateDerivation derivation, Replica replica, Committer committer, Schema schema, Traces traces, TimeProvider time, ILogger<LateDerivations> log) : BackgroundService
{
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);

    // Of the time of one processor it takes at most a twentieth.
    const int PauseToWork = 19;

    // What followed from more changes than these is linked to the newest of them.
    const int MostCauses = 32;

    long? derivedUpTo;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var state = await replica.WaitForAsync(0, stoppingToken);
                var now = time.GetUtcNow();
                var started = time.GetTimestamp();
                var draft = Derived(state, now);
                var pause = time.GetElapsedTime(started) * PauseToWork;
                await CommitAsync(draft, state, stoppingToken);
                await Task.Delay(pause > ShortestPause ? pause : ShortestPause, time, stoppingToken);
                await NextAsync(state, now, stoppingToken);
            }
            catch (Refusal away)
            {
                Postponed(log, away.Message);
                await Task.Delay(Retry, time, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Facts are recorded and read all the same: whatever is wrong here must not end the service.
                Failed(log, e);
                await Task.Delay(Retry, time, stoppingToken);
            }
        }
    }

    Draft Derived(Snapshot state, DateTimeOffset now)
    {
        var draft = new Draft(state, now, Learner.SystemActor, "");
        derivation.Run(draft);
        return draft;
    }

    /// <summary>Commits what differs. If others were faster, there is a newer state to look at.</summary>
    async Task CommitAsync(Draft draft, Snapshot state, CancellationToken cancel)
    {
        if (draft.Changes.Count == 0)
        {
            derivedUpTo = state.Revision;
            return;
        }

        var causes = CausesOf(state);
        using var span = traces.BeginDerivation(causes);
        var id = Guid.NewGuid();
        var head = new ChangeEnvelope
        {
            Actor = draft.Actor,
            Cause = new Changes.EventId(schema.Service, state.StoreId, state.Revision).ToString(),
            RequestId = id.ToString("D"),
        };
        ChangeTrace.Write(span?.Context ?? (causes is [.., var newest] ? newest : default), head);
        var outcome = await committer.CommitAsync(DraftCommits.Of(draft, head, id.ToString("N"), "late", strictly: false, cancel), cancel);
        if (outcome is CommitOutcome.Conflict)
        {
            replica.LookNow();
            return;
        }

        derivedUpTo = state.Revision;
    }

    /// <summary>The traces of the changes since the state that was looked at before, of those that have one; the newest is the last.</summary>
    List<ActivityContext> CausesOf(Snapshot state)
    {
        var causes = new List<ActivityContext>();
        // At the start it follows from all there is, and from nothing in particular.
        var after = derivedUpTo ?? state.Revision;
        for (var revision = Math.Max(after, state.Revision - MostCauses) + 1; revision <= state.Revision; revision++)
        {
            if (replica.FindInTail(revision) is { } entry
                && ChangeTrace.Read(ChangeEnvelope.Parser.ParseFrom(entry.Head.Span), new Changes.EventId(schema.Service, state.StoreId, revision)) is { } trace && trace != default)
            {
                causes.Add(trace);
            }
        }

        return causes;
    }

    /// <summary>Waits until there is another state than this one, or another day.</summary>
    async Task NextAsync(Snapshot seen, DateTimeOffset now, CancellationToken cancel)
    {
        while (true)
        {
            var changed = replica.Changed;
            var untilTomorrow = now.Date.AddDays(1) - time.GetUtcNow().UtcDateTime;
            if (untilTomorrow <= TimeSpan.Zero || !ReferenceEquals(await replica.WaitForAsync(0, cancel), seen))
            {
                return;
            }

            try
            {
                await changed.WaitAsync(untilTomorrow, time, cancel);
            }
            catch (TimeoutException)
            {
                return;
            }
        }
    }

    [LoggerMessage(EventName = "derivation.late_postponed", Level = LogLevel.Warning, Message = "What follows from the facts could not be computed now: {Reason}")]
    static partial void Postponed(ILogger log, string reason);

    [LoggerMessage(EventName = "derivation.late_failed", Level = LogLevel.Error, Message = "What follows from the facts could not be computed; what is kept of it may be outdated.")]
    static partial void Failed(ILogger log, Exception reason);
}
