using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests;

public sealed class DeadlineTests : IAsyncLifetime
{
    readonly RecordingTimeProvider time = new();
    FakeService service = null!;

    public async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_unary_call_without_a_deadline_gets_the_deadline_of_the_client()
    {
        await using var client = FakeResponses.Client(service, options => options with { CallTimeout = TimeSpan.FromSeconds(20) });
        service.GetStates.Then(Answers());
        await client.Rpc.GetStateAsync(new(), cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20);
        var left = service.GetStates.Calls[0].Deadline - TimeProvider.System.GetUtcNow().UtcDateTime;
        Assert.InRange(left.TotalSeconds, 5, 20);
    }

    [Fact]
    public async Task A_deadline_set_by_the_caller_takes_precedence_over_the_deadline_of_the_client()
    {
        await using var client = FakeResponses.Client(service);
        service.GetStates.Then(Answers());
        var own = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5);
        await client.Rpc.GetStateAsync(new(), deadline: own, cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20);
        Assert.InRange((own - service.GetStates.Calls[0].Deadline).TotalSeconds, -5, 5);
    }

    [Fact]
    public async Task A_read_without_a_response_ends_at_its_deadline_and_is_not_retried()
    {
        await using var client = FakeResponses.Client(service);
        service.GetStates.Then(Answers(), FakeResponses.Hangs<GetStateRequest, GetStateResponse>(), Answers());
        await client.Rpc.GetStateAsync(new(), cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20);
        var soon = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(2);
        var error = await Assert.ThrowsAsync<RpcException>(() =>
            client.Rpc.GetStateAsync(new(), deadline: soon, cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Equal(2, service.GetStates.Requests.Count);
    }

    [Fact]
    public async Task A_write_without_any_response_ends_at_the_deadline_of_the_call()
    {
        await using var client = FakeResponses.Client(service, options => options with
        {
            CallTimeout = TimeSpan.FromSeconds(3),
            AttemptTimeout = TimeSpan.FromSeconds(1),
            MaxAttempts = 20,
        });
        service.GetStates.Then(Answers());
        await client.Rpc.GetStateAsync(new(), cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20);
        var hangs = FakeResponses.Hangs<RecordActRequest, RecordActResponse>();
        service.Acts.Then([.. Enumerable.Repeat(hangs, 20)]);
        var error = await Assert.ThrowsAsync<RpcException>(() =>
            client.Rpc.RecordActAsync(new(), cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.InRange(service.Acts.Requests.Count, 2, 4);
    }

    [Fact]
    public async Task The_delay_before_a_retry_is_at_least_the_delay_that_the_service_requests()
    {
        await using var client = FakeResponses.Client(service, options => options with { TimeProvider = time });
        service.GetStates.Then(Refuses(TimeSpan.FromSeconds(3)), Answers());
        var read = client.Rpc.GetStateAsync(new(), cancellationToken: FakeResponses.Stop).ResponseAsync;
        await Eventually.True(() => time.Pauses.Count == 1, 20);
        Assert.InRange(time.Pauses[0].TotalMilliseconds, 3005, 3010);
        time.Advance(TimeSpan.FromMilliseconds(3000));
        Assert.False(read.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(10));
        await read.WithinAsync(20);
        Assert.Equal(2, service.GetStates.Requests.Count);
    }

    [Fact]
    public async Task A_retry_that_could_only_start_after_the_deadline_is_not_waited_for()
    {
        await using var client = FakeResponses.Client(service, options => options with { TimeProvider = time });
        service.GetStates.Then(Refuses(TimeSpan.FromSeconds(60)), Answers());
        var error = await Assert.ThrowsAsync<RpcException>(() =>
            client.Rpc.GetStateAsync(new(), cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20));
        Assert.Equal(ErrorReason.StoreUnavailable, error.GetErrorDetails().Reason);
        Assert.Empty(time.Pauses);
        Assert.Single(service.GetStates.Requests);
    }

    [Fact]
    public async Task A_caller_that_cancels_during_a_retry_delay_returns_immediately()
    {
        await using var client = FakeResponses.Client(service, options => options with { TimeProvider = time });
        service.GetStates.Then(Refuses(TimeSpan.FromSeconds(3)));
        using var cancel = new CancellationTokenSource();
        var read = client.Rpc.GetStateAsync(new(), cancellationToken: cancel.Token).ResponseAsync;
        await Eventually.True(() => time.Pauses.Count == 1, 20);
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAsync<RpcException>(() => read.WithinAsync(20));
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        Assert.Single(service.GetStates.Requests);
    }

    [Fact]
    public async Task Disposing_a_call_ends_its_retries()
    {
        await using var client = FakeResponses.Client(service, options => options with { TimeProvider = time });
        service.GetStates.Then(Refuses(TimeSpan.FromSeconds(3)));
        var call = client.Rpc.GetStateAsync(new(), cancellationToken: FakeResponses.Stop);
        await Eventually.True(() => time.Pauses.Count == 1, 20);
        call.Dispose();
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WithinAsync(20));
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
    }

    [Fact]
    public void Retry_delays_double_up_to_their_limit_with_jitter_of_half_the_delay()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
        foreach (var most in new[] { 100, 200, 400, 800, 1000, 1000 })
        {
            Assert.InRange(backoff.Next().TotalMilliseconds, most / 2.0, most);
        }

        backoff.Reset();
        Assert.InRange(backoff.Next().TotalMilliseconds, 50, 100);
    }

    static Answer<GetStateRequest, GetStateResponse> Refuses(TimeSpan retryAfter) =>
        FakeResponses.Refuses<GetStateRequest, GetStateResponse>(FakeResponses.Unavailable(retryAfter));

    static Answer<GetStateRequest, GetStateResponse> Answers() =>
        FakeResponses.Answers<GetStateRequest, GetStateResponse>(new());
}
