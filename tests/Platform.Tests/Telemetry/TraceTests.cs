using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.EndToEnd.Tests;
using KosovoNato.Evidence.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Platform.Tests.Telemetry.Collecting;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Telemetry;

[Collection(ObservedCollection.Name)]
public sealed class TraceTests(ObservedServices observed, SharedStores stores)
{
    const int Internal = 1, Server = 2, Client = 3, Producer = 4, Consumer = 5;
    const string Recognitions = "kosovonato-recognitions", Milestones = "kosovonato-milestones",
        Recommendations = "kosovonato-recommendations";
    const string RecognitionsChanged = "kosovonato.recognitions.v1.RecognitionsChanged",
        MilestonesChanged = "kosovonato.milestones.v1.MilestonesChanged";

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_its_event_and_the_derivations_of_other_services_are_one_trace()
    {
        var caller = new CallerTrace();
        await observed.Services.RecognitionRpc.RecordActAsync(RecognitionActs.Grant("ES"), caller.Headers);

        var write = await SpanAsync(
            observed.Collector, caller.Id, Recognitions, "kosovonato.recognitions.v1.RecognitionService/RecordAct", Server, caller.Span);
        Assert.Equal("OK", write.Attributes["rpc.response.status_code"]);
        var commit = await SpanAsync(observed.Collector, caller.Id, Recognitions, "commit recognitions", Client, write.Id);
        Assert.Equal(("redis", "Committed"), (commit.Attributes["db.system.name"], commit.Attributes["kosovonato.commit.outcome"]));
        Assert.True(commit.Start >= write.Start && commit.End <= write.End);
        var sent = await SpanAsync(observed.Collector, caller.Id, Recognitions, $"send {RecognitionsChanged}", Producer, write.Id);

        var milestones = await SpanAsync(observed.Collector, caller.Id, Milestones, $"process {RecognitionsChanged}", Consumer, write.Id);
        Assert.Equal(sent.Attributes["messaging.message.id"], milestones.Attributes["messaging.message.id"]);
        Assert.EndsWith($"/{commit.Attributes["kosovonato.revision"]}", sent.Attributes["messaging.message.id"], StringComparison.Ordinal);
        await SpanAsync(observed.Collector, caller.Id, Milestones, "commit milestones", Client, milestones.Id);
        await SpanAsync(observed.Collector, caller.Id, Milestones, $"send {MilestonesChanged}", Producer, milestones.Id);

        var first = await SpanAsync(observed.Collector, caller.Id, Recommendations, $"process {RecognitionsChanged}", Consumer, write.Id);
        await SpanAsync(observed.Collector, caller.Id, Recommendations, "commit recommendations", Client, first.Id);
        var second = await SpanAsync(
            observed.Collector, caller.Id, Recommendations, $"process {MilestonesChanged}", Consumer, milestones.Id);
        await SpanAsync(observed.Collector, caller.Id, Recommendations, "commit recommendations", Client, second.Id);
    }

    [Fact]
    public async Task A_change_fetched_by_Watch_is_in_the_trace_of_its_write_too()
    {
        await using var collector = await Collector.StartAsync(Cancelled);
        // An additional service that only polls, without the broker.
        await using var milestones = await RunningService.StartAsync("milestones", (await stores.Of(StoreBackend.Redis)).Configuration,
            settings: [
                .. ObservedServices.Exporting(collector).Select(setting => (setting.Key, (string?)setting.Value)),
                ("Upstreams:PollInterval", "00:00:01"),
                ("Upstreams:Addresses:recognitions", observed.Services.Recognitions.GrpcAddress.ToString()),
            ]);
        var rpc = new MilestoneService.MilestoneServiceClient(observed.Services.InvokerOf(milestones));
        // Resources from before the first start are mirrored in one batch and have no single causing write.
        await Eventually.True(
            async () => (await rpc.ListReadyMilestonesAsync(new())).UpstreamRevisions.Any(one => one.Revision > 0), seconds: 30);

        var caller = new CallerTrace();
        await observed.Services.RecognitionRpc.RegisterStateAsync(TestState("XB", "XAB", "902"), caller.Headers);

        var write = await SpanAsync(
            observed.Collector, caller.Id, Recognitions, "kosovonato.recognitions.v1.RecognitionService/RegisterState", Server,
            caller.Span);
        var reaction = await SpanAsync(collector, caller.Id, Milestones, $"process {RecognitionsChanged}", Consumer, write.Id);
        await SpanAsync(collector, caller.Id, Milestones, "commit milestones", Client, reaction.Id);
        milestones.Errors.AssertNone();
    }

    [Fact]
    public async Task A_later_derivation_is_in_the_trace_of_the_write_that_caused_it()
    {
        var caller = new CallerTrace();
        await observed.Services.RecognitionRpc.RecordPositionAsync(new()
        {
            Name = "questions/adriatic-charter-membership/positions/BA",
            Stance = new()
            {
                Stance = Stance.Support,
                Basis = StanceBasis.Declared,
                ValidFrom = "2026-01-15",
                Evidence = new() { Citations = { new Citation { Source = "sources/gk" } }, Confidence = Confidence.Verified },
            },
            RequestId = TestRequests.NewId(),
        }, caller.Headers);

        var write = await SpanAsync(
            observed.Collector, caller.Id, Recognitions, "kosovonato.recognitions.v1.RecognitionService/RecordPosition", Server,
            caller.Span);
        var derived = await SpanAsync(observed.Collector, caller.Id, Recognitions, "derive recognitions", Internal, write.Id);
        await SpanAsync(observed.Collector, caller.Id, Recognitions, "commit recognitions", Client, derived.Id);
    }

    [Fact]
    public async Task An_unsampled_trace_sends_no_spans_but_its_ID_is_recorded()
    {
        var caller = new CallerTrace(isSampled: false);
        await observed.Services.RecognitionRpc.RegisterStateAsync(TestState("XC", "XAC", "903"), caller.Headers);

        // A later write of a sampled trace has reached the collector, so earlier spans would have arrived, too.
        var later = new CallerTrace();
        await observed.Services.RecognitionRpc.RegisterStateAsync(TestState("XD", "XAD", "904"), later.Headers);
        await Eventually.True(() => observed.Collector.Of(later.Id).Any(span => span.Service == Milestones), seconds: 30);
        Assert.Empty(observed.Collector.Of(caller.Id));
        var versions = await observed.Services.RecognitionRpc.ListRevisionsAsync(new() { Name = "states/XC", PageSize = 1 });
        Assert.Equal(caller.Id, versions.Revisions[0].TraceId);
    }

    [Fact]
    public async Task A_rejected_call_is_a_span_and_only_a_fault_of_the_service_is_an_error()
    {
        var caller = new CallerTrace();
        await Assert.ThrowsAsync<Grpc.Core.RpcException>(
            async () => await observed.Services.RecognitionRpc.GetStateAsync(new() { Name = "states/ZZ" }, caller.Headers));
        var call = await SpanAsync(
            observed.Collector, caller.Id, Recognitions, "kosovonato.recognitions.v1.RecognitionService/GetState", Server, caller.Span);
        Assert.Equal("NOT_FOUND", call.Attributes["rpc.response.status_code"]);
        Assert.False(call.IsError);
    }

    static RegisterStateRequest TestState(string code, string alpha3, string numeric) => new()
    {
        State = new()
        {
            Name = $"states/{code}",
            Alpha3 = alpha3,
            Numeric = numeric,
            DisplayName = "A state of the test",
            CodeStatus = CodeStatus.UserAssigned
        },
        RequestId = TestRequests.NewId(),
    };

    /// <summary>Waits for the single span of this kind below the parent.</summary>
    static async Task<CollectedSpan> SpanAsync(Collector collector, string trace, string service, string name, int kind, string parent)
    {
        List<CollectedSpan> Found() =>
            [.. collector.Of(trace).Where(span => span.Service == service && span.Name == name && span.Parent == parent)];
        await Eventually.True(() => Found().Count > 0, seconds: 30, what: $"{service} has \"{name}\" below {parent}");
        var found = Assert.Single(Found());
        Assert.Equal(kind, found.Kind);
        return found;
    }
}
