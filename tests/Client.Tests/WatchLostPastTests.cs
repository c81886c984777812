using Grpc.Core;
using KosovoNato.Client.Watching;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Client.Tests;

public sealed class WatchLostPastTests : IAsyncLifetime
{
    FakeService service = null!;
    RecognitionsClient client = null!;

    public static TheoryData<ErrorReason> Reasons() =>
        [ErrorReason.StoreReplaced, ErrorReason.RevisionInFuture, ErrorReason.RevisionCompacted];

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
    [MemberData(nameof(Reasons))]
    public async Task A_watch_that_cannot_resume_reports_it_and_starts_again_with_a_snapshot(ErrorReason reason)
    {
        service.Watches.Then(
            FakeResponses.Sends(FakeResponses.Unavailable(), FakeResponses.Revisions(60)),
            FakeResponses.Sends(FakeResponses.Error(StatusCode.OutOfRange, reason)),
            FakeResponses.Sends(null, FakeResponses.Snapshot("XK"), FakeResponses.SnapshotEnd(3, 1), FakeResponses.Revisions(4)));
        var request = new WatchRequest { FromNow = true, Filter = new() { ResourceTypes = { RecognitionsResourceType.State } } };
        await using var reader = WatchReader.Of(client.WatchAsync(request, FakeResponses.Stop));
        Assert.Equal(
            ["revisions 60 @60", $"again {reason}", "snapshot XK @?", "end 3 @3", "revisions 4 @4"], await reader.Read(5));
        Assert.True(service.Watches.Requests[2].SnapshotFirst);
        Assert.Equal(request.Filter, service.Watches.Requests[2].Filter);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task A_stored_token_that_the_service_no_longer_knows_starts_again_too(ErrorReason reason)
    {
        service.Watches.Then(
            FakeResponses.Sends(FakeResponses.Error(StatusCode.OutOfRange, reason)),
            FakeResponses.Sends(null, FakeResponses.SnapshotEnd(3, 0)));
        await using var reader = WatchReader.Of(client.WatchAsync(new() { ResumeToken = "kept" }, FakeResponses.Stop));
        Assert.Equal([$"again {reason}", "end 3 @3"], await reader.Read(2));
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task A_reader_that_must_not_skip_anything_gets_the_error(ErrorReason reason)
    {
        service.Watches.Then(FakeResponses.Sends(FakeResponses.Error(StatusCode.OutOfRange, reason), FakeResponses.Revisions(60)));
        await using var reader = WatchReader.Of(client.WatchAsync(
            new() { FromNow = true }, new WatchOptions { OnHistoryLost = HistoryLossBehavior.Throw }, FakeResponses.Stop));
        await reader.Read(1);
        var error = await Assert.ThrowsAsync<RpcException>(() => reader.Read(1));
        Assert.Equal(reason, error.GetErrorDetails().Reason);
        Assert.Equal("7", error.GetErrorDetails().Metadata["oldest"]);
        Assert.Single(service.Watches.Requests);
    }

    [Fact]
    public async Task An_interrupted_snapshot_is_restarted_and_announced()
    {
        service.Watches.Then(
            FakeResponses.Sends(FakeResponses.Unavailable(), FakeResponses.Snapshot("AL"), FakeResponses.Snapshot("BA")),
            FakeResponses.Sends(null, FakeResponses.Snapshot("AL", "XK"), FakeResponses.SnapshotEnd(6, 2)));
        await using var reader = WatchReader.Of(client.WatchAsync(new(), FakeResponses.Stop));
        Assert.Equal(
            ["snapshot AL @?", "snapshot BA @?", "again", "snapshot AL,XK @?", "end 6 @6"], await reader.Read(5));
        Assert.Empty(service.Watches.Requests[1].ResumeToken);
    }

    [Fact]
    public async Task A_snapshot_interrupted_before_its_first_message_is_restarted_silently()
    {
        service.Watches.Then(FakeResponses.Sends(FakeResponses.Unavailable()), FakeResponses.Sends(null, FakeResponses.SnapshotEnd(6, 0)));
        await using var reader = WatchReader.Of(client.WatchAsync(new(), FakeResponses.Stop));
        Assert.Equal(["end 6 @6"], await reader.Read(1));
    }

    [Fact]
    public async Task A_snapshot_rejected_as_compacted_is_an_error_and_not_requested_repeatedly()
    {
        service.Watches.Then(FakeResponses.Sends(FakeResponses.Error(StatusCode.OutOfRange, ErrorReason.RevisionCompacted)));
        await using var reader = WatchReader.Of(client.WatchAsync(new(), FakeResponses.Stop));
        var error = await Assert.ThrowsAsync<RpcException>(() => reader.Read(1));
        Assert.Equal(ErrorReason.RevisionCompacted, error.GetErrorDetails().Reason);
        Assert.Single(service.Watches.Requests);
    }
}
