using Grpc.Core;
using KosovoNato.Client.Watching;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests;

public sealed class WatchResumeTests : IAsyncLifetime
{
    readonly List<WatchInterruption> interruptions = [];
    FakeService service = null!;
    RecognitionsClient client = null!;

    public static TheoryData<StatusCode, ErrorReason> Passing() => new()
    {
        { StatusCode.Unavailable, ErrorReason.StoreUnavailable },
        { StatusCode.Unavailable, ErrorReason.StreamRecycled },
        { StatusCode.Unavailable, ErrorReason.ServerDraining },
        { StatusCode.ResourceExhausted, ErrorReason.SlowConsumer },
        { StatusCode.ResourceExhausted, ErrorReason.LimitExceeded },
        { StatusCode.Cancelled, ErrorReason.Cancelled },
        { StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded },
    };

    public static TheoryData<StatusCode, ErrorReason> Staying() => new()
    {
        { StatusCode.InvalidArgument, ErrorReason.TokenInvalid },
        { StatusCode.PermissionDenied, ErrorReason.PermissionDenied },
        { StatusCode.Unauthenticated, ErrorReason.CredentialsRequired },
        { StatusCode.Unimplemented, ErrorReason.Unspecified },
        { StatusCode.NotFound, ErrorReason.ResourceNotFound },
        { StatusCode.Internal, ErrorReason.Internal },
        { StatusCode.OutOfRange, ErrorReason.InvalidRequest },
        { StatusCode.FailedPrecondition, ErrorReason.RuleViolated },
    };

    public async ValueTask InitializeAsync()
    {
        service = await FakeService.StartAsync();
        client = FakeResponses.Client(service);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await service.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_watch_resumes_from_its_last_token_after_a_temporary_error(StatusCode code, ErrorReason reason)
    {
        service.Watches.Then(
            FakeResponses.Sends(
                FakeResponses.Error(code, reason), FakeResponses.Snapshot("AL"), FakeResponses.SnapshotEnd(5, 1),
                FakeResponses.Revisions(6, 8)),
            FakeResponses.Sends(FakeResponses.Error(code, reason), FakeResponses.Revisions(9)),
            FakeResponses.Sends(null, FakeResponses.Progress(9)));
        var request = new WatchRequest { Filter = new() { ResourceTypes = { RecognitionsResourceType.State } }, IncludePrevious = true };
        await using var reader = Watch(request);
        Assert.Equal(
            ["snapshot AL @?", "end 5 @5", "revisions 6,8 @8", "revisions 9 @9", "progress 9 @9"], await reader.Read(5));
        Assert.Equal(["", "t8", "t9"], service.Watches.Requests.Select(sent => sent.ResumeToken));
        Assert.All(service.Watches.Requests, sent => Assert.Equal((request.Filter, true), (sent.Filter, sent.IncludePrevious)));
        Assert.Equal(WatchRequest.StartOneofCase.None, request.StartCase);
        Assert.Equal(2, interruptions.Count);
        Assert.All(interruptions, interruption => Assert.Equal(code, ((RpcException)interruption.Cause!).StatusCode));
    }

    [Theory]
    [MemberData(nameof(Staying))]
    public async Task A_watch_ends_with_a_permanent_error(StatusCode code, ErrorReason reason)
    {
        service.Watches.Then(
            FakeResponses.Sends(FakeResponses.Error(code, reason), FakeResponses.Revisions(6)),
            FakeResponses.Sends(null, FakeResponses.Revisions(7)));
        await using var reader = Watch(new() { FromNow = true });
        await reader.Read(1);
        var error = await Assert.ThrowsAsync<RpcException>(() => reader.Read(1));
        Assert.Equal((code, reason), (error.StatusCode, error.GetErrorDetails().Reason));
        Assert.Single(service.Watches.Requests);
        Assert.Empty(interruptions);
    }

    [Fact]
    public async Task A_watch_that_exceeds_the_stream_limit_from_the_start_is_an_error()
    {
        service.Watches.Then(FakeResponses.Sends(FakeResponses.Error(StatusCode.ResourceExhausted, ErrorReason.LimitExceeded)));
        await using var reader = Watch(new());
        var error = await Assert.ThrowsAsync<RpcException>(() => reader.Read(1));
        Assert.Equal(ErrorReason.LimitExceeded, error.GetErrorDetails().Reason);
    }

    [Theory]
    [InlineData(ErrorReason.StreamRecycled)]
    [InlineData(ErrorReason.ServerDraining)]
    public async Task A_stream_that_the_server_ends_is_resumed_immediately_but_not_repeatedly(ErrorReason reason)
    {
        var recycled = FakeResponses.Error(StatusCode.Unavailable, reason);
        service.Watches.Then(
            FakeResponses.Sends(recycled, FakeResponses.Revisions(6)), FakeResponses.Sends(recycled),
            FakeResponses.Sends(recycled, FakeResponses.Revisions(7)),
            FakeResponses.Sends(null, FakeResponses.Revisions(8)));
        await using var reader = Watch(new() { FromNow = true });
        Assert.Equal(["revisions 6 @6", "revisions 7 @7", "revisions 8 @8"], await reader.Read(3));
        Assert.Equal([true, false, true], interruptions.Select(interruption => interruption.RetryDelay == TimeSpan.Zero));
    }

    [Fact]
    public async Task Retry_delays_grow_without_progress_and_are_short_again_afterwards()
    {
        var away = FakeResponses.Unavailable();
        service.Watches.Then(
            FakeResponses.Sends(away), FakeResponses.Sends(away), FakeResponses.Sends(away),
            FakeResponses.Sends(away, FakeResponses.Progress(3)),
            FakeResponses.Sends(null, FakeResponses.Progress(4)));
        await using var reader = Watch(new() { FromNow = true });
        await reader.Read(2);
        var pauses = interruptions.Select(interruption => interruption.RetryDelay.TotalMilliseconds).ToList();
        Assert.Equal(4, pauses.Count);
        Assert.InRange(pauses[0], 5, 10);
        Assert.InRange(pauses[1], 10, 20);
        Assert.InRange(pauses[2], 20, 40);
        Assert.InRange(pauses[3], 5, 10);
    }

    [Fact]
    public async Task A_watch_from_a_revision_starts_there_after_a_failed_first_attempt()
    {
        service.Watches.Then(FakeResponses.Sends(FakeResponses.Unavailable()), FakeResponses.Sends(null, FakeResponses.Revisions(6)));
        await using var reader = Watch(new() { RevisionToken = "r5" });
        Assert.Equal(["revisions 6 @6"], await reader.Read(1));
        Assert.Equal(["r5", "r5"], service.Watches.Requests.Select(sent => sent.RevisionToken));
    }

    [Fact]
    public async Task A_stream_that_ends_with_OK_is_an_interruption_too()
    {
        service.Watches.Then(
            (_, stream, context) => stream.WriteAsync(FakeResponses.Revisions(6), context.CancellationToken),
            FakeResponses.Sends(null, FakeResponses.Revisions(7)));
        await using var reader = Watch(new() { FromNow = true });
        Assert.Equal(["revisions 6 @6", "revisions 7 @7"], await reader.Read(2));
        Assert.Equal("t6", service.Watches.Requests[1].ResumeToken);
        Assert.Null(Assert.Single(interruptions).Cause);
    }

    [Fact]
    public async Task A_watch_ends_when_its_caller_cancels()
    {
        service.Watches.Then(FakeResponses.Sends(null, FakeResponses.Revisions(6)));
        using var cancel = new CancellationTokenSource();
        await using var reader = WatchReader.Of(client.WatchAsync(new() { FromNow = true }, cancel.Token));
        await reader.Read(1);
        var next = reader.Next();
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WithinAsync(20));
        Assert.Equal(cancel.Token, error.CancellationToken);
        Assert.Single(service.Watches.Requests);
    }

    [Fact]
    public async Task A_watch_ends_when_its_client_is_disposed()
    {
        service.Watches.Then(FakeResponses.Sends(null, FakeResponses.Revisions(6)));
        await using var reader = Watch(new() { FromNow = true });
        await reader.Read(1);
        var next = reader.Next();
        await client.DisposeAsync().WithinAsync(20);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => next.WithinAsync(20));
    }

    [Fact]
    public async Task A_reader_that_stops_ends_the_stream_on_the_server()
    {
        var ended = new TaskCompletionSource();
        service.Watches.Then(async (_, stream, context) =>
        {
            using var note = context.CancellationToken.Register(ended.SetResult);
            await FakeResponses.Sends(null, FakeResponses.Revisions(6))(new(), stream, context);
        });
        await client.WatchAsync(new(), FakeResponses.Stop).FirstAsync(FakeResponses.Stop).WithinAsync(20);
        await ended.Task.WithinAsync(20);
    }

    WatchReader<WatchResponse> Watch(WatchRequest request) =>
        new(client.WatchAsync(request, new WatchOptions { OnInterrupted = interruptions.Add }, FakeResponses.Stop));
}
