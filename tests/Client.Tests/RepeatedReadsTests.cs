using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests;

public sealed class RepeatedReadsTests : IAsyncLifetime
{
    static readonly Answer<GetStateRequest, GetStateResponse> Found =
        FakeResponses.Answers<GetStateRequest, GetStateResponse>(new() { State = new() { Name = "states/AL" } });

    FakeService service = null!;

    public async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_read_is_retried_while_the_service_is_unavailable()
    {
        await using var client = FakeResponses.Client(service);
        service.GetStates.Then(Refuses(FakeResponses.Unavailable()), Refuses(FakeResponses.Unavailable()), Found);
        var answer = await Get(client);
        Assert.Equal("states/AL", answer.State.Name);
        Assert.Equal(3, service.GetStates.Requests.Count);
    }

    [Fact]
    public async Task A_read_is_attempted_no_more_often_than_allowed_and_then_throws_the_error_of_the_service()
    {
        await using var client = FakeResponses.Client(service, options => options with { MaxAttempts = 3 });
        service.GetStates.Then(
            Refuses(FakeResponses.Unavailable()), Refuses(FakeResponses.Unavailable()), Refuses(FakeResponses.Unavailable()), Found);
        var error = await Assert.ThrowsAsync<RpcException>(() => Get(client));
        Assert.Equal(ErrorReason.StoreUnavailable, error.GetErrorDetails().Reason);
        Assert.Equal(3, service.GetStates.Requests.Count);
    }

    [Fact]
    public async Task A_read_over_a_limit_is_retried_when_the_service_gives_a_delay()
    {
        await using var client = FakeResponses.Client(service);
        var limited = FakeResponses.Error(StatusCode.ResourceExhausted, ErrorReason.LimitExceeded, TimeSpan.FromMilliseconds(1));
        service.GetStates.Then(Refuses(limited), Found);
        await Get(client);
        Assert.Equal(2, service.GetStates.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(OtherCodes))]
    public async Task A_read_is_not_retried_on_any_other_code(StatusCode code)
    {
        await using var client = FakeResponses.Client(service);
        service.GetStates.Then(Refuses(FakeResponses.Error(code, ErrorReason.Internal)), Found);
        var error = await Assert.ThrowsAsync<RpcException>(() => Get(client));
        Assert.Equal(code, error.StatusCode);
        Assert.Single(service.GetStates.Requests);
    }

    [Fact]
    public async Task A_service_that_is_not_running_is_unavailable_after_all_attempts()
    {
        await using var client = new RecognitionsClient(new()
        {
            Address = new($"http://127.0.0.1:{FreePort.Next()}"),
            InitialBackoff = TimeSpan.FromMilliseconds(10),
            MaxBackoff = TimeSpan.FromMilliseconds(20),
        });
        var error = await Assert.ThrowsAsync<RpcException>(() => Get(client));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Equal(ErrorReason.Unspecified, error.GetErrorDetails().Reason);
    }

    [Fact]
    public async Task A_read_whose_connection_closes_is_retried_on_another_connection()
    {
        await using var way = new GoAwayProxy(service.Address);
        await using var client = new RecognitionsClient(FakeResponses.Options(way.Address));
        service.GetStates.Then(Found);
        Assert.Equal("states/AL", (await Get(client)).State.Name);
        Assert.Single(service.GetStates.Requests);
    }

    [Fact]
    public async Task The_blocking_variant_of_a_call_is_retried_too()
    {
        await using var client = FakeResponses.Client(service);
        service.GetStates.Then(Refuses(FakeResponses.Unavailable()), Found);
        var answer = await Task.Run(() => client.Rpc.GetState(new(), cancellationToken: FakeResponses.Stop), FakeResponses.Stop)
            .WithinAsync(20);
        Assert.Equal("states/AL", answer.State.Name);
        Assert.Equal(2, service.GetStates.Requests.Count);
    }

    [Fact]
    public async Task Headers_trailers_and_status_come_from_the_last_attempt()
    {
        await using var client = FakeResponses.Client(service);
        service.GetStates.Then(Refuses(FakeResponses.Unavailable()), async (_, context) =>
        {
            await context.WriteResponseHeadersAsync(new() { { "attempt", "second" } });
            context.ResponseTrailers.Add("end", "good");
            return new();
        });
        using var call = client.Rpc.GetStateAsync(new(), cancellationToken: FakeResponses.Stop);
        Assert.Equal("second", (await call.ResponseHeadersAsync.WithinAsync(20)).GetValue("attempt"));
        await call.ResponseAsync.WithinAsync(20);
        Assert.Equal("good", call.GetTrailers().GetValue("end"));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    public static TheoryData<StatusCode> OtherCodes() =>
        [.. Enum.GetValues<StatusCode>().Except([StatusCode.OK, StatusCode.Unavailable])];

    static Answer<GetStateRequest, GetStateResponse> Refuses(RpcException error) =>
        FakeResponses.Refuses<GetStateRequest, GetStateResponse>(error);

    static Task<GetStateResponse> Get(RecognitionsClient client) =>
        client.Rpc.GetStateAsync(new() { Name = "states/AL" }, cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20);
}
