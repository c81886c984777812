using KosovoNato.Changes.V1;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Neighbors;
using KosovoNato.Platform.Store;
using KosovoNato.Platform.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Platform.Requests;

/// <summary>
/// Computes anew what follows from recorded facts when the service starts and when a day begins: a membership may begin
/// today, and a new release may compute better. Commits only what differs.
/// </summary>
public sealed partial class DailyDerivation(
    Replica replica, Committer committer, CommitTurn turn, Traces traces, TimeProvider time, ILogger<DailyDerivation> log) : BackgroundService
{
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!turn.IsStrict)
        {
            return;
        }

        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = UntilTomorrow();
            try
            {
                await replica.WaitForAsync(0, stoppingToken);
                await RunAsync(stoppingToken);
            }
            catch (Refusal away)
            {
                Postponed(log, away.Message);
                pause = Retry;
            }

            await Task.Delay(pause, time, stoppingToken);
        }
    }

    internal async Task RunAsync(CancellationToken cancel)
    {
        using var place = await turn.WaitAsync(cancel);
        while (true)
        {
            var state = replica.Current;
            var draft = new Draft(state, time.GetUtcNow(), Learner.SystemActor, "a new day");
            turn.Derivation!.Run(draft);
            if (draft.Changes.Count == 0)
            {
                return;
            }

            using var span = traces.BeginDerivation([]);
            var id = Guid.NewGuid();
            var head = new ChangeEnvelope { Actor = draft.Actor, Reason = draft.Reason, RequestId = id.ToString("D") };
            ChangeTrace.Write(ChangeTrace.Current, head);
            var outcome = await committer.CommitAsync(DraftCommits.Of(draft, head, id.ToString("N"), "day", strictly: true, cancel), cancel);
            if (outcome is not CommitOutcome.Conflict conflict)
            {
                return;
            }

            replica.LookNow();
            await replica.WaitForAsync(Math.Max(conflict.Revision, state.Revision), cancel);
        }
    }

    TimeSpan UntilTomorrow()
    {
        var now = time.GetUtcNow();
        return now.Date.AddDays(1) - now.UtcDateTime;
    }

    [LoggerMessage(EventName = "derivation.postponed", Level = LogLevel.Warning, Message = "What follows from the facts could not be computed now: {Reason}")]
    static partial void Postponed(ILogger log, string reason);
}
