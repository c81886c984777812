using System.Diagnostics;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Recognitions.V1;
using KosovoNato.Storage;

namespace KosovoNato.Platform.Tests.Telemetry;

/// <summary>Tests spans without a running service.</summary>
public sealed class TracesTests : IDisposable
{
    static readonly Schema Schema = Schema.For($"test{Guid.NewGuid():N}", RecognitionsResource.Descriptor);
    static readonly ChangeEventId Event = new("recognitions", new string('a', 32), 7);

    readonly ServiceTracer traces = new(new(Schema.Service, Schema.GrpcService), TimeProvider.System);

    [Fact]
    public void Nothing_is_created_without_listeners()
    {
        Assert.False(traces.HasListeners);
        Assert.Null(traces.BeginCommit());
        Assert.Null(traces.BeginDerivation([]));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public void A_derivation_from_several_changes_continues_the_newest_trace_and_links_to_the_others()
    {
        using var listening = Listen();
        var causes = Enumerable.Range(0, 3).Select(
            _ => new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded)).ToList();
        using var derived = traces.BeginDerivation(causes);
        Assert.NotNull(derived);
        Assert.Equal((causes[2].TraceId, causes[2].SpanId), (derived.TraceId, derived.ParentSpanId));
        Assert.Equal([causes[0].SpanId, causes[1].SpanId], derived.Links.Select(link => link.Context.SpanId));
    }

    [Fact]
    public void A_change_of_a_sampled_trace_has_the_span_to_continue_from()
    {
        using var listening = Listen();
        using var call = traces.StartCall($"{Schema.GrpcService}/Write");
        using var commit = traces.BeginCommit();
        Assert.NotNull(commit);
        Assert.Equal(call?.SpanId, commit.ParentSpanId);
        var change = new ChangeEnvelope();
        ChangeTraceContext.Stamp(ChangeTraceContext.Current, change);
        Assert.Equal((commit.TraceId.ToHexString(), commit.Id), (change.TraceId, change.Traceparent));
        var read = ChangeTraceContext.Read(change, Event);
        Assert.Equal((commit.TraceId, commit.SpanId, ActivityTraceFlags.Recorded), (read.TraceId, read.SpanId, read.TraceFlags));
    }

    [Fact]
    public void A_change_of_an_unsampled_trace_has_only_its_ID()
    {
        var change = new ChangeEnvelope();
        var trace = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None);
        ChangeTraceContext.Stamp(trace, change);
        Assert.Equal((trace.TraceId.ToHexString(), ""), (change.TraceId, change.Traceparent));
        Assert.Equal($"00-{change.TraceId}-{Event.ToGuid().ToString("N")[..16]}-00", ChangeTraceContext.TraceparentOf(change, Event));
        Assert.Equal(
            (trace.TraceId, ActivityTraceFlags.None),
            (ChangeTraceContext.Read(change, Event).TraceId, ChangeTraceContext.Read(change, Event).TraceFlags));
    }

    [Fact]
    public void A_commit_without_a_call_and_a_health_check_create_no_trace()
    {
        using var listening = Listen();
        Assert.Null(traces.BeginCommit());
        Assert.Null(traces.StartCall("grpc.health.v1.Health/Check"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("not hexadecimal", "")]
    [InlineData("00000000000000000000000000000000", "")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736", "00-zz")]
    public void An_invalid_trace_context_is_ignored(string traceId, string traceparent) =>
        Assert.Equal(default, ChangeTraceContext.Read(new() { TraceId = traceId, Traceparent = traceparent }, Event));

    public void Dispose() => traces.Dispose();

    static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ServiceTracer.SourceOf(Schema.Service),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
