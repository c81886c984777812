using Google.Protobuf.Reflection;
using Grpc.Core;
using KosovoNato.Client.Calls;
using KosovoNato.Errors.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests;

public sealed class RepeatedWritesTests : IAsyncLifetime
{
    static readonly Answer<RecordActRequest, RecordActResponse> Recorded =
        FakeResponses.Answers<RecordActRequest, RecordActResponse>(new());

    static readonly Dictionary<string, ServiceDescriptor> Descriptors = new ServiceDescriptor[]
    {
        RecognitionService.Descriptor, MilestoneService.Descriptor, RecommendationService.Descriptor,
    }.ToDictionary(service => service.Name);

    FakeService service = null!;

    public static TheoryData<string> Services => [.. Descriptors.Keys];

    public async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_write_without_a_request_id_gets_one_and_every_retry_reuses_it()
    {
        await using var client = FakeResponses.Client(service);
        service.Acts.Then(Refuses(FakeResponses.Unavailable()), Refuses(FakeResponses.Unavailable()), Recorded);
        var request = new RecordActRequest { Reason = "why" };
        await Record(client, request);
        var ids = service.Acts.Requests.Select(sent => sent.RequestId).ToList();
        Assert.Equal(3, ids.Count);
        Assert.True(Guid.TryParse(Assert.Single(ids.Distinct()), out _));
        Assert.All(service.Acts.Requests, sent => Assert.Equal("why", sent.Reason));
        Assert.Empty(request.RequestId);
    }

    [Fact]
    public async Task A_write_keeps_the_request_id_of_its_caller()
    {
        await using var client = FakeResponses.Client(service);
        service.Acts.Then(Refuses(FakeResponses.Unavailable()), Recorded);
        await Record(client, new() { RequestId = "b1946ac9-2c5d-4d9e-9d1b-0d1f3f3d2a11" });
        Assert.Equal(
            ["b1946ac9-2c5d-4d9e-9d1b-0d1f3f3d2a11", "b1946ac9-2c5d-4d9e-9d1b-0d1f3f3d2a11"],
            service.Acts.Requests.Select(sent => sent.RequestId));
    }

    [Fact]
    public async Task Two_writes_of_the_same_message_get_different_request_ids()
    {
        await using var client = FakeResponses.Client(service);
        service.Acts.Then(Recorded, Recorded);
        var request = new RecordActRequest();
        await Record(client, request);
        await Record(client, request);
        Assert.Equal(2, service.Acts.Requests.Select(sent => sent.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task A_message_changed_during_the_call_is_retried_unchanged()
    {
        await using var client = FakeResponses.Client(service);
        var request = new RecordActRequest { Reason = "first" };
        service.Acts.Then(
            (_, _) =>
            {
                request.Reason = "second";
                throw FakeResponses.Unavailable();
            },
            Recorded);
        await Record(client, request);
        Assert.Equal(["first", "first"], service.Acts.Requests.Select(sent => sent.Reason));
    }

    [Fact]
    public async Task A_write_without_a_timely_response_is_retried_with_the_same_request_id()
    {
        await using var client = FakeResponses.Client(service, options => options with { AttemptTimeout = TimeSpan.FromMilliseconds(200) });
        service.Acts.Then(FakeResponses.Hangs<RecordActRequest, RecordActResponse>(), Recorded);
        await Record(client, new());
        Assert.Equal(2, service.Acts.Requests.Count);
        Assert.Single(service.Acts.Requests.Select(sent => sent.RequestId).Distinct());
    }

    [Fact]
    public async Task A_write_whose_response_was_lost_is_retried_with_the_same_request_id()
    {
        await using var proxy = TcpProxy.To(service.Address.Authority);
        // Enough attempts for the whole time of the interruption.
        await using var client = FakeResponses.Client(
            service, options => options with
            {
                Address = new($"http://127.0.0.1:{proxy.Port}"),
                MaxAttempts = 20,
                MaxBackoff = TimeSpan.FromSeconds(1),
            });
        service.Acts.Then(Recorded, Recorded, Recorded, Recorded, Recorded);
        service.GetStates.Then(FakeResponses.Answers<GetStateRequest, GetStateResponse>(new()));
        await client.Rpc.GetStateAsync(new(), cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20);
        var write = Record(client, new());
        await proxy.CutAfterRequestAsync(() => Task.FromResult(service.Acts.Requests.Count > 0)).WithinAsync(20);
        proxy.Resume();
        await write;
        Assert.True(service.Acts.Requests.Count > 1);
        Assert.Single(service.Acts.Requests.Select(sent => sent.RequestId).Distinct());
    }

    [Theory]
    [MemberData(nameof(OtherCodes))]
    public async Task A_write_is_not_retried_on_any_other_code(StatusCode code)
    {
        await using var client = FakeResponses.Client(service);
        service.Acts.Then(Refuses(FakeResponses.Error(code, ErrorReason.Internal, TimeSpan.FromMilliseconds(1))), Recorded);
        var error = await Assert.ThrowsAsync<RpcException>(() => Record(client, new()));
        Assert.Equal(code, error.StatusCode);
        Assert.Single(service.Acts.Requests);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void The_client_recognizes_every_write_of_the_contracts_and_treats_no_read_as_a_write(string service)
    {
        foreach (var method in Descriptors[service].Methods.Where(method => !method.IsServerStreaming))
        {
            var request = method.InputType.Parser.ParseFrom([]);
            var isKnown = IdempotentRequest<Google.Protobuf.IMessage>.Of(request).IsWrite;
            Assert.True(request is IWriteRequest == isKnown, method.Name);
        }
    }

    public static TheoryData<StatusCode> OtherCodes() => [.. Enum.GetValues<StatusCode>().Except(
        [StatusCode.OK, StatusCode.Unavailable, StatusCode.DeadlineExceeded])];

    static Answer<RecordActRequest, RecordActResponse> Refuses(RpcException error) =>
        FakeResponses.Refuses<RecordActRequest, RecordActResponse>(error);

    static Task<RecordActResponse> Record(RecognitionsClient client, RecordActRequest request) =>
        client.Rpc.RecordActAsync(request, cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20);
}
