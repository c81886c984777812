using Google.Rpc;
using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>The store becomes unavailable and recovers while the service keeps running.</summary>
public sealed class StoreDownTests
{
    static readonly TimeSpan Progress = TimeSpan.FromSeconds(1);

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task Reads_respond_writes_wait_and_watchers_receive_no_changes_until_the_store_is_back(StoreBackend backend)
    {
        await using var store = await StoreServer.StartAsync(backend, Cancelled);
        await using var deployment = await Deployment.StartAsync(store.Configuration, through: null, ("Store:RetryTimeout", "00:00:03"));
        var rpc = deployment.Rpc;
        await rpc.RegisterSourceAsync(TestRequests.Register("a"));
        using var watch = rpc.Watch(TestRequests.Watch(Progress));
        var messages = watch.ResponseStream;
        Assert.True(await messages.MoveNext(Cancelled).WithinAsync(10));

        await store.KillAsync(Cancelled);
        var killedAt = TimeProvider.System.GetUtcNow();
        Assert.Equal("A title", (await rpc.GetSourceAsync(new() { Name = "sources/a" })).Source.Title);
        Assert.Equal(
            StatusCode.Unavailable,
            (await ErrorAssert.By(rpc.GetSourceAsync(new() { Name = "sources/a", Consistency = new() { FullyConsistent = true } }))
                .WithinAsync(20)).StatusCode);
        var write = TestRequests.Register("b");
        var refused = await ErrorAssert.By(rpc.RegisterSourceAsync(write)).WithinAsync(20);
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (refused.StatusCode, refused.Reason()));
        Assert.InRange(refused.Detail<RetryInfo>()!.RetryDelay.ToTimeSpan(), TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        await Eventually.True(async () => !await deployment.Service.IsReadyAsync(Cancelled), seconds: 15);

        // Bookmarks sent before the outage was detected carry the time of the last store read. After them, none arrives for three
        // intervals.
        var next = messages.MoveNext(Cancelled);
        while (await Task.WhenAny(next, Task.Delay(3 * Progress, Cancelled)) == next)
        {
            Assert.True(await next);
            Assert.Equal(1, messages.Current.Bookmark.Revision);
            Assert.True(messages.Current.Bookmark.ReadAt.ToDateTimeOffset() <= killedAt, "Progress rests on a read of a store that was "
                + "gone.");
            next = messages.MoveNext(Cancelled);
        }

        Assert.Equal("A title", (await rpc.GetSourceAsync(new() { Name = "sources/a" })).Source.Title);
        await store.RestartAsync(Cancelled);
        await Eventually.True(() => deployment.Service.IsReadyAsync(Cancelled), seconds: 15);
        var answer = await rpc.RegisterSourceAsync(write);
        Assert.Equal(2, answer.Revision.Number);

        // The same stream continues.
        while (true)
        {
            Assert.True(await next.WithinAsync(10));
            if (messages.Current.Revisions is [var changed])
            {
                Assert.Equal((2, write.RequestId), (changed.Revision, changed.RequestId));
                break;
            }

            next = messages.MoveNext(Cancelled);
        }

        deployment.Service.AssertNoErrors();
    }

    [Fact]
    public async Task A_service_that_starts_before_its_store_waits_for_it()
    {
        await using var store = await StoreServer.StartAsync(StoreBackend.Redis, Cancelled);
        var prefix = StoreServer.FreshPrefix();
        await using (var before = await RunningService.StartAsync("recognitions", store.Configuration, prefix))
        {
            await new RecognitionService.RecognitionServiceClient(before.Invoker).RegisterSourceAsync(TestRequests.Register("a"));
        }

        await store.KillAsync(Cancelled);
        await using var service = await RunningService.StartAsync("recognitions", store.Configuration, prefix, untilLoaded: false);
        var rpc = new RecognitionService.RecognitionServiceClient(service.Invoker);
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), await StatusOfReadAsync(rpc));
        Assert.False(await service.IsReadyAsync(Cancelled));
        await store.RestartAsync(Cancelled);
        await Eventually.True(() => service.IsReadyAsync(Cancelled), seconds: 15);
        Assert.Equal("A title", (await rpc.GetSourceAsync(new() { Name = "sources/a" })).Source.Title);
    }

    static async Task<(StatusCode, string)> StatusOfReadAsync(RecognitionService.RecognitionServiceClient rpc)
    {
        try
        {
            await rpc.GetSourceAsync(new() { Name = "sources/a" });
            return (StatusCode.OK, "");
        }
        catch (RpcException e)
        {
            return (e.StatusCode, e.Reason());
        }
    }
}
