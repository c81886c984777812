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
    public void Nothing_is_made_where_nobody_listens()
    {
        Assert.False(traces.HasListeners);
        Assert.Null(traces.BeginCommit());
        Assert.Null(traces.BeginDerivation([]));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public void What_follows_from_several_changes_goes_on_in_the_newest_trace_and_is_linked_to_the_others()
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
    public void A_change_says_where_to_go_on_in_a_sampled_trace()
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
    public void A_change_of_a_trace_that_is_not_sampled_has_its_id_alone()
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
    public void A_commit_that_nobody_asked_for_and_a_question_for_health_are_no_trace()
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
    public void What_is_no_trace_is_none(string traceId, string traceparent) =>
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
