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
/// Computes the derived fields when the service starts and when a day begins: a membership may begin today, and a new release may compute
/// better. Commits only the fields that differ.
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
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Catch everything: an error here must not stop the service, which can still record and read facts.
                Failed(logger, e);
                pause = Retry;
            }

            await Task.Delay(pause, timeProvider, stoppingToken);
        }
    }

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        Activity? span = null;
        try
        {
            await commits.RunAsync(Prepare, cancellationToken);
        }
        finally
        {
            span?.Dispose();
        }

        Commit? Prepare(Snapshot snapshot)
        {
            var draft = new Transaction(snapshot, timeProvider.GetUtcNow(), ActorName.System, "a new day");
            turn.Derivation!.Run(draft);
            if (draft.WriteSet.Count == 0)
            {
                return null;
            }

            // The span ends after the commit, so that the commit is part of it.
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
        Message = "The daily derivation could not run; derived fields keep their values, and the next attempt is in 5 s: {Reason}")]
    static partial void Postponed(ILogger logger, string reason);

    [LoggerMessage(EventName = "derivation.failed", Level = LogLevel.Error,
        Message = "The daily derivation failed unexpectedly; derived fields may be outdated. The next attempt is in 5 s.")]
    static partial void Failed(ILogger logger, Exception reason);
}
