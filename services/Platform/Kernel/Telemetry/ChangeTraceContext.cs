using System.Diagnostics;
using KosovoNato.Changes.V1;

namespace KosovoNato.Kernel.Telemetry;

/// <summary>
/// The trace context of a change: always the trace ID, and also the parent span if the trace is sampled. It is stored with the change, so
/// it is the same on the bus, in a Watch and at each delivery.
/// </summary>
static class ChangeTraceContext
{
    /// <summary>The trace context of the current activity; default if there is none.</summary>
    public static ActivityContext Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Context : default;

    public static void Stamp(ActivityContext trace, ChangeEnvelope change)
    {
        if (trace.TraceId == default)
        {
            return;
        }

        change.TraceId = trace.TraceId.ToHexString();
        change.Traceparent = trace.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? $"00-{trace.TraceId}-{trace.SpanId}-01" : "";
    }

    /// <summary>Returns the trace context of an event; default if the event has none or it is invalid.</summary>
    public static ActivityContext Read(ChangeEnvelope change, ChangeEventId id) =>
        ActivityContext.TryParse(TraceparentOf(change, id), null, isRemote: true, out var trace) ? trace : default;

    /// <summary>
    /// Returns the traceparent of an event; empty if the event has no trace. An unsampled trace has no parent span, so a span ID derived
    /// from the event ID takes its place.
    /// </summary>
    public static string TraceparentOf(ChangeEnvelope change, ChangeEventId id) => change switch
    {
        { Traceparent.Length: > 0 } => change.Traceparent,
        { TraceId.Length: > 0 } => $"00-{change.TraceId}-{id.ToGuid().ToString("N")[..16]}-00",
        _ => "",
    };
}
