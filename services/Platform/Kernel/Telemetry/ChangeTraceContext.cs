using System.Diagnostics;
using KosovoNato.Changes.V1;

namespace KosovoNato.Kernel.Telemetry;

/// <summary>
/// The trace that a change carries: its id always, for whoever asks later, and where to go on in it if it is sampled. It is kept
/// with the change, so it is the same on the bus, in a Watch, and at each delivery.
/// </summary>
static class ChangeTraceContext
{
    /// <summary>The trace that the present call or reaction is in; none outside of one.</summary>
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

    /// <summary>The trace of an event, to go on in. Nothing, if it has none or what it has is none.</summary>
    public static ActivityContext Read(ChangeEnvelope change, ChangeEventId id) =>
        ActivityContext.TryParse(TraceparentOf(change, id), null, isRemote: true, out var trace) ? trace : default;

    /// <summary>
    /// A trace that is not sampled has no span to go on from; the event's own id stands for it, and nobody will look for it.
    /// </summary>
    public static string TraceparentOf(ChangeEnvelope change, ChangeEventId id) => change switch
    {
        { Traceparent.Length: > 0 } => change.Traceparent,
        { TraceId.Length: > 0 } => $"00-{change.TraceId}-{id.ToGuid().ToString("N")[..16]}-00",
        _ => "",
    };
}
