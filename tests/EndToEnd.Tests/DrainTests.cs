using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>Measures time, so nothing else of this assembly runs meanwhile.</summary>
[CollectionDefinition(nameof(DrainTests), DisableParallelization = true)]
[Collection(nameof(DrainTests))]
public sealed class DrainTests(SharedStores stores)
{
    static readonly TimeSpan Promise = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(Backend.Redis, 1)]
    [InlineData(Backend.Redis, 50)]
    [InlineData(Backend.Embedded, 1)]
    public async Task A_terminated_service_ends_its_streams_and_is_gone_within_two_seconds(Backend backend, int streams)
    {
        await using var deployment = await Deployment.StartAsync((await stores.Of(backend)).Configuration);
        await deployment.Rpc.RegisterSourceAsync(Given.Register("a"));
        var calls = Enumerable.Range(0, streams).Select(_ => deployment.Rpc.Watch(Given.Watch())).ToList();
        foreach (var call in calls)
        {
            Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken).Within(10));
        }

        var ends = calls.Select(EndOf).ToList();
        var took = await deployment.Service.TerminateAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{streams} stream(s): gone after {took.TotalMilliseconds:0} ms");
        foreach (var end in await Task.WhenAll(ends).Within(10))
        {
            Assert.Equal((StatusCode.Unavailable, "SERVER_DRAINING"), (end.StatusCode, end.Reason()));
        }

        calls.ForEach(call => call.Dispose());
        Assert.True(took < Promise, $"Gone after {took}.");
        deployment.Service.AssertNoErrors();
    }

    [Fact]
    public async Task A_terminated_service_without_its_store_is_gone_within_two_seconds()
    {
        await using var store = await StoreServer.StartAsync(Backend.Redis, TestContext.Current.CancellationToken);
        await using var deployment = await Deployment.StartAsync(store.Configuration);
        await store.KillAsync(TestContext.Current.CancellationToken);
        var write = deployment.Rpc.RegisterSourceAsync(Given.Register("a"));
        var took = await deployment.Service.TerminateAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"gone after {took.TotalMilliseconds:0} ms");
        var end = await Refused.By(write).Within(10);
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        Assert.True(took < Promise, $"Gone after {took}.");
    }

    static async Task<RpcException> EndOf(AsyncServerStreamingCall<WatchResponse> call) =>
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
                // Progress may still come.
            }
        });
}
