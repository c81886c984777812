using System.Diagnostics;

namespace KosovoNato.Kernel.Telemetry;

/// <summary>
/// The spans of one service: calls, commits, published events, processed events and derivations. Without an exporter there is no listener,
/// and each method costs one comparison.
/// </summary>
public sealed class ServiceTracer(ServiceIdentity service, TimeProvider timeProvider) : IDisposable
{
    // The name is per service: several services can run in one process, and each exports its own spans.
    readonly ActivitySource source = new(SourceOf(service.Name));

    internal static string SourceOf(string service) => $"KosovoNato.{service}";

    internal bool HasListeners => source.HasListeners();

    /// <summary>
    /// Starts the span of a call as a child of its caller's span. The span that ASP.NET creates for its logs is not exported, so it is
    /// skipped. Returns null without a listener, and for calls of other gRPC services, for example health and reflection.
    /// </summary>
    /// <param name="method">The full name of the method, for example "kosovonato.recognitions.v1.RecognitionService/RecordAct".</param>
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

    /// <summary>Starts the span of a commit, including the wait for its group, as a child of the current span.</summary>
    internal Activity? BeginCommit() => HasListeners && Activity.Current is not null
        ? source.StartActivity(
            $"commit {service.Name}", ActivityKind.Client, default(ActivityContext),
            [new("db.system.name", "redis"), new("db.operation.name", "EVALSHA")])
        : null;

    /// <param name="outcome">The outcome of the commit; null if it failed.</param>
    /// <param name="revision">The revision that the commit created; null if it created none.</param>
    internal static void SetOutcome(Activity? commit, string? outcome, long? revision)
    {
        if (commit is { IsAllDataRequested: true })
        {
            commit.SetTag("kosovonato.commit.outcome", outcome ?? "Failed");
            commit.SetTag("kosovonato.revision", revision);
            commit.SetStatus(outcome is null ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }
    }

    /// <summary>Starts the span in which a service processes an upstream's event, from the bus or from a Watch.</summary>
    /// <param name="changes">The upstream's changes on the bus.</param>
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

    /// <summary>Starts the span of a derivation in the trace of the newest cause, with links to the other causes.</summary>
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
    /// Records a span for each event that the broker has confirmed, in the trace of its write. Events of unsampled traces cost nothing.
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
