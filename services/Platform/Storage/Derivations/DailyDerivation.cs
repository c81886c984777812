using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Storage.Writes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Storage.Derivations;

/// <summary>
/// Computes anew what follows from recorded facts when the service starts and when a day begins: a membership may begin
/// today, and a new release may compute better. Commits only what differs.
/// </summary>
public sealed partial class DailyDerivation(
    Replica replica, Committer committer, CommitLock turn, ServiceTracer traces, TimeProvider timeProvider, ILogger<DailyDerivation> logger) : BackgroundService
{
    static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!turn.IsSerialized)
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
            catch (ApiException away)
            {
                Postponed(logger, away.Message);
                pause = Retry;
            }

            await Task.Delay(pause, timeProvider, stoppingToken);
        }
    }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var place = await turn.WaitAsync(cancellationToken);
        while (true)
        {
            var state = replica.Current;
            var draft = new Transaction(state, timeProvider.GetUtcNow(), ActorName.System, "a new day");
            turn.Derivation!.Run(draft);
            if (draft.WriteSet.Count == 0)
            {
                return;
            }

            using var span = traces.BeginDerivation([]);
            var id = Guid.NewGuid();
            var head = new ChangeEnvelope { Actor = draft.Actor, Reason = draft.Reason, RequestId = id.ToString("D") };
            ChangeTraceContext.Stamp(ChangeTraceContext.Current, head);
            var outcome = await committer.CommitAsync(CommitFactory.Of(draft, head, id.ToString("N"), "day", strictly: true, cancellationToken), cancellationToken);
            if (outcome is not CommitOutcome.Conflict conflict)
            {
                return;
            }

            replica.RequestRefresh();
            await replica.WaitForAsync(Math.Max(conflict.Revision, state.Revision), cancellationToken);
        }
    }

    TimeSpan UntilTomorrow()
    {
        var now = timeProvider.GetUtcNow();
        return now.Date.AddDays(1) - now.UtcDateTime;
    }

    [LoggerMessage(EventName = "derivation.retrying", Level = LogLevel.Warning, Message = "What follows from the facts could not be computed now: {Reason}")]
    static partial void Postponed(ILogger logger, string reason);
}
