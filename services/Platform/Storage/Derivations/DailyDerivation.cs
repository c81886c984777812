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
/// Computes anew what follows from recorded facts when the service starts and when a day begins: a membership may begin
/// today, and a new release may compute better. Commits only what differs.
/// </summary>
public sealed partial class DailyDerivation(
    Replica replica, CommitLoop commits, CommitLock turn, ServiceTracer traces, TimeProvider timeProvider, ILogger<DailyDerivation> logger)
        : BackgroundService
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
        Activity? span = null;
        await commits.RunAsync(Prepare, cancellationToken);
        span?.Dispose();

        Commit? Prepare(Snapshot snapshot)
        {
            var draft = new Transaction(snapshot, timeProvider.GetUtcNow(), ActorName.System, "a new day");
            turn.Derivation!.Run(draft);
            if (draft.WriteSet.Count == 0)
            {
                return null;
            }

            // Until the commit is done, so that the commit is part of it.
            span ??= traces.BeginDerivation([]);
            var id = Guid.NewGuid();
            var head = new ChangeEnvelope { Actor = draft.Actor, Reason = draft.Reason, RequestId = id.ToString("D") };
            ChangeTraceContext.Stamp(ChangeTraceContext.Current, head);
            return CommitFactory.Of(draft, head, id.ToString("N"), "day", strictly: true, cancellationToken);
        }
    }

    TimeSpan UntilTomorrow()
    {
        var now = timeProvider.GetUtcNow();
        return now.Date.AddDays(1) - now.UtcDateTime;
    }

    [LoggerMessage(EventName = "derivation.retrying", Level = LogLevel.Warning,
        Message = "What follows from the facts could not be computed now: {Reason}")]
    static partial void Postponed(ILogger logger, string reason);
}
