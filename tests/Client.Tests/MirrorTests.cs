using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Client.Mirroring;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests;

public sealed class MirrorTests : IAsyncLifetime
{
    readonly RecordingTimeProvider time = new();
    FakeService service = null!;
    RecognitionsClient client = null!;

    public async ValueTask InitializeAsync()
    {
        service = await FakeService.StartAsync();
        client = FakeResponses.Client(service, options => options with { TimeProvider = time });
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_mirror_holds_the_snapshot_and_every_change_after_it()
    {
        var changes = new WatchResponse { ResumeToken = "t8" };
        changes.Revisions.Add(FakeResponses.Revision(6, "XK", ChangeKind.Added));
        changes.Revisions.Add(FakeResponses.Revision(7, "AL", ChangeKind.Modified));
        changes.Revisions.Add(FakeResponses.Revision(8, "BA", ChangeKind.Removed));
        service.Watches.Then(
            FakeResponses.Sends(
                null, FakeResponses.Snapshot("AL"), FakeResponses.Snapshot("BA"), FakeResponses.SnapshotEnd(5, 2), changes));
        var filter = new RecognitionsFilter { ResourceTypes = { RecognitionsResourceType.State } };
        await using var mirror = client.Mirror(filter, TimeSpan.FromSeconds(2));
        var view = await mirror.WaitForAsync(shown => shown.Revision == 8, FakeResponses.Stop).WithinAsync(20);
        Assert.Equal(["states/AL", "states/XK"], view.Items.Keys.Order());
        Assert.Equal("7", view.Items["states/AL"].State.Etag);
        Assert.Equal(MirrorStatus.Live, view.Status);
        Assert.Null(view.StaleSince);
        Assert.Equal(filter, service.Watches.Requests[0].Filter);
        Assert.Equal(2, service.Watches.Requests[0].BookmarkInterval.Seconds);
    }

    [Fact]
    public async Task A_mirror_shows_no_part_of_an_incomplete_snapshot()
    {
        service.Watches.Then(FakeResponses.Sends(null, FakeResponses.Snapshot("AL")));
        await using var mirror = client.Mirror();
        await Eventually.True(() => service.Watches.Requests.Count == 1, 20);
        Assert.Equal((MirrorStatus.Loading, 0), (mirror.Current.Status, mirror.Current.Items.Count));
        Assert.Null(mirror.Current.StaleSince);
    }

    [Fact]
    public async Task A_disconnected_mirror_keeps_its_items_and_reports_since_when_they_are_stale()
    {
        service.Watches.Then(
            FakeResponses.Sends(
                FakeResponses.Unavailable(TimeSpan.FromSeconds(3)), FakeResponses.Snapshot("AL"), FakeResponses.SnapshotEnd(5, 1)),
            FakeResponses.Sends(null, FakeResponses.Progress(6)));
        var start = time.GetUtcNow();
        await using var mirror = client.Mirror();
        var stale = await mirror.WaitForAsync(view => view.Status == MirrorStatus.Reconnecting, FakeResponses.Stop).WithinAsync(20);
        Assert.Equal(["states/AL"], stale.Items.Keys);
        Assert.Equal(start, stale.StaleSince);
        await Eventually.True(() => time.Pauses.Count == 1, 20);
        Assert.InRange(time.Pauses[0].TotalMilliseconds, 3005, 3010);
        time.Advance(time.Pauses[0]);
        var live = await mirror.WaitForAsync(view => view.Status == MirrorStatus.Live, FakeResponses.Stop).WithinAsync(20);
        Assert.Equal(6, live.Revision);
        Assert.Equal(start + time.Pauses[0], live.UpToDateAt);
    }

    [Fact]
    public async Task A_mirror_of_a_replaced_store_shows_the_old_items_until_the_new_snapshot_is_complete()
    {
        var whole = new TaskCompletionSource();
        service.Watches.Then(
            FakeResponses.Sends(
                FakeResponses.Error(StatusCode.OutOfRange, ErrorReason.StoreReplaced),
                FakeResponses.Snapshot("AL", "BA"), FakeResponses.SnapshotEnd(50, 2)),
            async (request, stream, context) =>
            {
                await stream.WriteAsync(FakeResponses.Snapshot("XK"), context.CancellationToken);
                await whole.Task.WaitAsync(context.CancellationToken);
                await FakeResponses.Sends(null, FakeResponses.SnapshotEnd(3, 1))(request, stream, context);
            });
        await using var mirror = client.Mirror();
        await Eventually.True(() => service.Watches.Requests.Count == 2, 20);
        Assert.Equal((MirrorStatus.Reconnecting, 50, 2), (mirror.Current.Status, mirror.Current.Revision, mirror.Current.Items.Count));
        whole.SetResult();
        var view = await mirror.WaitForAsync(shown => shown.Status == MirrorStatus.Live, FakeResponses.Stop).WithinAsync(20);
        Assert.Equal(3, view.Revision);
        Assert.Equal(["states/XK"], view.Items.Keys);
    }

    [Fact]
    public async Task A_view_of_a_mirror_never_changes()
    {
        var goOn = new TaskCompletionSource();
        service.Watches.Then(async (request, stream, context) =>
        {
            await stream.WriteAsync(FakeResponses.SnapshotEnd(5, 0), context.CancellationToken);
            await goOn.Task.WaitAsync(context.CancellationToken);
            await FakeResponses.Sends(null, FakeResponses.Revisions(6))(request, stream, context);
        });
        await using var mirror = client.Mirror();
        var before = await mirror.WaitForAsync(view => view.Revision == 5, FakeResponses.Stop).WithinAsync(20);
        goOn.SetResult();
        await mirror.WaitForAsync(view => view.Revision == 6, FakeResponses.Stop).WithinAsync(20);
        Assert.Empty(before.Items);
    }

    [Fact]
    public async Task A_mirror_that_the_service_rejects_ends_with_its_error_for_every_waiting_caller()
    {
        service.Watches.Then(FakeResponses.Sends(FakeResponses.Error(StatusCode.PermissionDenied, ErrorReason.PermissionDenied)));
        await using var mirror = client.Mirror();
        var error = await Assert.ThrowsAsync<RpcException>(
            () => mirror.WaitForAsync(view => view.Status == MirrorStatus.Live, FakeResponses.Stop).WithinAsync(20));
        Assert.Equal(ErrorReason.PermissionDenied, error.GetErrorDetails().Reason);
        await Assert.ThrowsAsync<RpcException>(() => mirror.Completion.WithinAsync(20));
        Assert.Equal(MirrorStatus.Ended, mirror.Current.Status);
    }

    [Fact]
    public async Task A_disposed_mirror_ends_without_an_error_and_leaves_no_caller_waiting()
    {
        service.Watches.Then(FakeResponses.Sends(null, FakeResponses.SnapshotEnd(5, 0)));
        var mirror = client.Mirror();
        await mirror.WaitForAsync(view => view.Status == MirrorStatus.Live, FakeResponses.Stop).WithinAsync(20);
        var waiting = mirror.WaitForAsync(view => view.Revision == 99, FakeResponses.Stop);
        await mirror.DisposeAsync().WithinAsync(20);
        await mirror.Completion.WithinAsync(20);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WithinAsync(20));
        Assert.Equal(MirrorStatus.Ended, mirror.Current.Status);
    }
}
