using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Serving.Transport;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>A service that is asked to stop ends its calls gracefully, before the shutdown timeout.</summary>
public sealed class DrainTests(SharedStores stores)
{
    // Longer than any test waits: a service that stops earlier has drained its calls and was not cut off.
    static readonly (string, string) NoCutOff = ("Listen:ShutdownTimeout", "00:01:00");

    [Fact]
    public void A_service_is_cut_off_after_less_than_two_seconds() =>
        Assert.InRange(new ListenerOptions().ShutdownTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

    [Theory]
    [InlineData(StoreBackend.Redis, 1, Explicit = true)]
    [InlineData(StoreBackend.Redis, 50)]
    [InlineData(StoreBackend.Embedded, 1, Explicit = true)]
    public async Task A_terminated_service_ends_its_streams_and_exits(StoreBackend backend, int streams)
    {
        await using var deployment = await Deployment.StartProcessAsync((await stores.Of(backend)).Configuration, settings: NoCutOff);
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        var calls = Enumerable.Range(0, streams).Select(_ => deployment.Rpc.Watch(TestRequests.Watch())).ToList();
        foreach (var call in calls)
        {
            Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken).WithinAsync(10));
        }

        var ends = calls.Select(EndOf).ToList();
        await deployment.Process.TerminateAsync();
        foreach (var end in await Task.WhenAll(ends).WithinAsync(10))
        {
            Assert.Equal((StatusCode.Unavailable, "SERVER_DRAINING"), (end.StatusCode, end.Reason()));
        }

        calls.ForEach(call => call.Dispose());
        deployment.Service.AssertNoErrors();
    }

    [Fact]
    public async Task A_terminated_service_without_its_store_exits()
    {
        await using var store = await StoreServer.StartAsync(StoreBackend.Redis, TestContext.Current.CancellationToken);
        await using var deployment = await Deployment.StartAsync(store.Configuration, through: null, NoCutOff);
        await store.KillAsync(TestContext.Current.CancellationToken);
        var write = deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        await deployment.StopAsync();
        var end = await ErrorAssert.By(write).WithinAsync(10);
        // The service may stop before its response is sent. The client library reports a connection that the server closed in order as
        // INTERNAL.
        Assert.True(end.StatusCode is StatusCode.Unavailable or StatusCode.Internal, $"{end.Status}");
    }

    static async Task<RpcException> EndOf(AsyncServerStreamingCall<WatchResponse> call) =>
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
                // Further bookmarks may arrive.
            }
        });
}
