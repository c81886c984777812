using System.Diagnostics;

namespace KosovoNato.Kernel.Telemetry;

/// <summary>
/// The spans of one service: a call, its commit, the publication of the event, and what follows in others. Where nothing
/// exports them nobody listens, and each of these is a comparison.
/// </summary>
public sealed class ServiceTracer(ServiceIdentity service, TimeProvider timeProvider) : IDisposable
{
    // Not one name for all: several services may run in one process, and each exports its own.
    readonly ActivitySource source = new(SourceOf(service.Name));

    internal static string SourceOf(string service) => $"KosovoNato.{service}";

    internal bool HasListeners => source.HasListeners();

    /// <summary>
    /// A call as its caller's trace sees it. The span that ASP.NET makes for its logs is not exported, so it is passed over. Who
    /// asks for health or reflection is of no interest.
    /// </summary>
    /// <param name="method">"kosovonato.recognitions.v1.RecognitionService/RecordAct".</param>
    internal Activity? StartCall(string method)
    {
        if (!HasListeners || !method.StartsWith(service.GrpcService, StringComparison.Ordinal))
        {
            return null;
        }

        var http = Activity.Current;
        ActivityContext.TryParse(http?.ParentId, http?.TraceStateString, isRemote: true, out var caller);
        Activity.Current = null;
        var call = source.StartActivity(method, ActivityKind.Server, caller, [new("rpc.system.name", "grpc"), new("rpc.method", method)]);
        if (call is null)
        {
            Activity.Current = http;
        }

        return call;
    }

    /// <summary>The way of a write to the disk, the wait for its group included; below what writes.</summary>
    internal Activity? BeginCommit() => HasListeners && Activity.Current is not null
        ? source.StartActivity(
            $"commit {service.Name}", ActivityKind.Client, default(ActivityContext),
            [new("db.system.name", "redis"), new("db.operation.name", "EVALSHA")])
        : null;

    /// <param name="outcome">The outcome of the commit; null if it failed.</param>
    /// <param name="revision">The revision that it made; null if it made none.</param>
    internal static void SetOutcome(Activity? commit, string? outcome, long? revision)
    {
        if (commit is { IsAllDataRequested: true })
        {
            commit.SetTag("kosovonato.commit.outcome", outcome ?? "Failed");
            commit.SetTag("kosovonato.revision", revision);
            commit.SetStatus(outcome is null ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }
    }

    /// <summary>What a service makes of a neighbor's event, however it heard of it.</summary>
    /// <param name="changes">The changes of the upstream, as the bus knows them.</param>
    internal Activity? StartProcess(ChangeTopic changes, ChangeEventId cause, ActivityContext of)
    {
        if (!HasListeners)
        {
            return null;
        }

        Activity.Current = null;
        var message = changes.Message;
        return source.StartActivity($"process {message}", ActivityKind.Consumer, of,
            [new("messaging.operation.type", "process"), new("messaging.destination.name", message),
                new("messaging.message.id", cause.ToString())]);
    }

    /// <summary>What follows from several changes goes on in the trace of the newest, and is linked to the others.</summary>
    internal Activity? BeginDerivation(IReadOnlyList<ActivityContext> causes)
    {
        if (!HasListeners)
        {
            return null;
        }

        Activity.Current = null;
        return source.StartActivity(
            $"derive {service.Name}", ActivityKind.Internal, causes is [.., var newest] ? newest : default,
            links: causes.SkipLast(1).Select(cause => new ActivityLink(cause)));
    }

    /// <summary>
    /// Events that the bus has confirmed. Each is in the trace of its own write; others, which are not sampled, cost nothing.
    /// </summary>
    internal void Published(IEnumerable<(ChangeTopic Topic, ChangeEventId Id, string Traceparent)> changes, DateTimeOffset sentAt)
    {
        if (!HasListeners)
        {
            return;
        }

        var confirmedAt = timeProvider.GetUtcNow();
        foreach (var change in changes)
        {
            if (ActivityContext.TryParse(change.Traceparent, null, isRemote: true, out var write)
                && write.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
            {
                using var published = source.StartActivity($"send {change.Topic.Message}", ActivityKind.Producer, write,
                    [new("messaging.operation.type", "send"), new("messaging.destination.name", change.Topic.Message),
                        new("messaging.message.id", change.Id.ToString())],
                    startTime: sentAt);
                published?.SetEndTime(confirmedAt.UtcDateTime);
            }
        }
    }

    public void Dispose() => source.Dispose();
}
