using Grpc.Core;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>The disk of a real Redis is full, so that Redis exits at each write.</summary>
public sealed class FullDiskTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task A_full_disk_ends_Redis_at_most_once_and_writes_are_rejected_while_reads_continue()
    {
        await using var redis = await SmallDiskRedis.StartAsync(Cancelled);
        await using var deployment = await Deployment.StartAsync(redis.Configuration);
        var rpc = deployment.Rpc;
        await rpc.RegisterSourceAsync(TestRequests.Register("a"));
        await Eventually.True(() => deployment.Service.IsReadyAsync(Cancelled), seconds: 15);

        redis.Fill();
        // Nobody writes: the service itself finds the full disk.
        await Eventually.True(async () => !await deployment.Service.IsReadyAsync(Cancelled), seconds: 30);
        await Eventually.True(
            () => deployment.Service.Errors.Any(error => error.Contains("store.disk_full", StringComparison.Ordinal)), seconds: 30);
        var write = TestRequests.Register("b");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var refused = await ErrorAssert.By(rpc.RegisterSourceAsync(write)).WithinAsync(20);
            Assert.Equal((StatusCode.Unavailable, "STORE_READ_ONLY"), (refused.StatusCode, refused.Reason()));
            Assert.Equal("A title", (await rpc.GetSourceAsync(new() { Name = "sources/a" })).Source.Title);
        }

        Assert.Equal(1, redis.Exits);
        redis.Free();
        await Eventually.True(() => deployment.Service.IsReadyAsync(Cancelled), seconds: 30);
        Assert.Equal(2, (await rpc.RegisterSourceAsync(write)).Revision.Number);
        Assert.Equal(1, redis.Exits);
        deployment.Service.AssertNoErrors("DiskGuard", "StoreConnection");
    }
}
