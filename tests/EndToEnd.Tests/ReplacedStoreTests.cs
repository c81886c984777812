using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Standalone;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>The store behind the service is replaced: tokens and etags of the old store must be rejected.</summary>
public sealed class ReplacedStoreTests(SharedStores stores)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreBackend.Redis, true)]
    [InlineData(StoreBackend.Redis, false)]
    [InlineData(StoreBackend.Embedded, true, Explicit = true)]
    public async Task A_store_that_is_suddenly_empty_raises_an_alarm_and_is_not_treated_as_new(StoreBackend backend, bool isReconnected)
    {
        var store = await stores.Of(backend);
        await using var line = TcpProxy.To(store.Configuration);
        await using var deployment = await Deployment.StartAsync(
            store.Configuration, through: line.Configuration, ("Store:RetryTimeout", "00:00:01"));
        await using var direct = await ConnectionMultiplexer.ConnectAsync(store.Configuration);
        await WriteAndWatchAsync(deployment, 5);
        var copy = await StoreCopy.TakeAsync(store.Configuration, deployment.StoreKey);
        var token = (await deployment.Rpc.ListSourcesAsync(new() { PageSize = 2 })).Revision.Token;

        if (isReconnected)
        {
            await line.CutAsync();
        }

        await direct.GetDatabase().KeyDeleteAsync(deployment.StoreKey);
        line.Resume();
        await Eventually.True(
            () => deployment.Service.Errors.Any(error => error.Contains("store.emptied", StringComparison.Ordinal)), seconds: 20);
        await Eventually.True(async () => !await deployment.Service.IsReadyAsync(Cancelled), seconds: 20);
        var refused = await ErrorAssert.By(deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"))).WithinAsync(20);
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (refused.StatusCode, refused.Reason()));
        Assert.Equal(5, (await deployment.Rpc.ListSourcesAsync(new())).Sources.Count);
        Assert.False(await direct.GetDatabase().HashExistsAsync(deployment.StoreKey, "identity"));

        await copy.PutBackAsync();
        await Eventually.True(() => deployment.Service.IsReadyAsync(Cancelled), seconds: 20);
        Assert.Equal(5, (await deployment.Rpc.ListSourcesAsync(new() { Consistency = new() { AtLeast = token } })).Sources.Count);
        Assert.Equal(6, (await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"))).Revision.Number);
        deployment.Service.AssertNoErrors("StoreConnection");
    }

    [Fact]
    public async Task A_store_whose_ID_was_deleted_is_not_treated_as_new()
    {
        var store = await stores.Of(StoreBackend.Redis);
        var prefix = StoreServer.FreshPrefix();
        await using (var service = await RunningService.StartAsync("recognitions", store.Configuration, prefix))
        {
            await new RecognitionService.RecognitionServiceClient(service.Invoker).RegisterSourceAsync(TestRequests.Register("a"));
        }

        await using var direct = await ConnectionMultiplexer.ConnectAsync(store.Configuration);
        await direct.GetDatabase().HashDeleteAsync($"{prefix}:recognitions", "identity");
        var timeout = await Assert.ThrowsAnyAsync<Exception>(
            () => RunningService.StartAsync("recognitions", store.Configuration, prefix)).WithinAsync(60);
        Assert.False(await direct.GetDatabase().HashExistsAsync($"{prefix}:recognitions", "identity"), timeout.Message);
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task An_older_copy_of_the_store_gets_a_new_store_ID(StoreBackend backend)
    {
        var store = await stores.Of(backend);
        await using var line = TcpProxy.To(store.Configuration);
        await using var deployment = await Deployment.StartAsync(store.Configuration, through: line.Configuration);
        await using var direct = await ConnectionMultiplexer.ConnectAsync(store.Configuration);
        await WriteAndWatchAsync(deployment, 5);
        var older = await direct.GetDatabase().HashGetAllAsync(deployment.StoreKey);
        var tokens = await WriteAndWatchAsync(deployment, 3);

        await line.CutAsync();
        await direct.GetDatabase().KeyDeleteAsync(deployment.StoreKey);
        await direct.GetDatabase().HashSetAsync(deployment.StoreKey, older);
        line.Resume();
        await AssertEndedAsync(deployment, tokens);
        Assert.Equal(6, (await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("new"))).Revision.Number);
        deployment.Service.AssertNoErrors("ReplicaFollower");
    }

    [Fact]
    public async Task An_older_copy_of_the_data_folder_gets_a_new_store_ID()
    {
        var folder = Directory.CreateTempSubdirectory("kosovonato-rollback-");
        try
        {
            var options = new EmbeddedStoreOptions { DataDirectory = Path.Combine(folder.FullName, "data"), Port = FreePort.Next() };
            var copy = Path.Combine(folder.FullName, "copy");
            var store = await EmbeddedStore.StartAsync(options, Cancelled);
            await using var deployment = await Deployment.StartAsync(store.Configuration);
            await WriteAndWatchAsync(deployment, 5);
            await store.DisposeAsync();
            FileCopies.CopyFolder(options.DataDirectory, copy);

            store = await EmbeddedStore.StartAsync(options, Cancelled);
            var tokens = await WriteAndWatchAsync(deployment, 3);
            await store.DisposeAsync();
            await using var rolledBack = await EmbeddedStore.StartAsync(options with { DataDirectory = copy }, Cancelled);
            await AssertEndedAsync(deployment, tokens);
            Assert.Equal(6, (await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("new"))).Revision.Number);
            deployment.Service.AssertNoErrors("ReplicaFollower");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Writes, and returns everything that a caller could hold afterwards.</summary>
    static async Task<Held> WriteAndWatchAsync(Deployment deployment, int writes)
    {
        await Eventually.True(() => deployment.Service.IsReadyAsync(Cancelled), seconds: 20);
        for (var i = 0; i < writes; i++)
        {
            await deployment.Rpc.RegisterSourceAsync(TestRequests.Register(TestRequests.NewId()));
        }

        var watch = deployment.Rpc.Watch(TestRequests.Watch());
        Assert.True(await watch.ResponseStream.MoveNext(Cancelled).WithinAsync(10));
        var list = await deployment.Rpc.ListSourcesAsync(new() { PageSize = 2 });
        return new(watch, watch.ResponseStream.Current.ResumeToken, list.Revision.Token, list.NextPageToken);
    }

    static async Task AssertEndedAsync(Deployment deployment, Held held)
    {
        var end = await EndOfAsync(held.Stream).WithinAsync(20);
        // Also valid: the stream breaks while the snapshot is reloaded, and its token is rejected afterwards.
        Assert.True(end is { StatusCode: StatusCode.OutOfRange } or { StatusCode: StatusCode.Unavailable }, end.ToString());
        await Eventually.True(() => deployment.Service.IsReadyAsync(Cancelled), seconds: 20);
        var rpc = deployment.Rpc;
        RpcException[] refusals =
        [
            await EndOfAsync(rpc.Watch(new() { ResumeToken = held.ResumeToken })).WithinAsync(10),
            await EndOfAsync(rpc.Watch(new() { RevisionToken = held.RevisionToken })).WithinAsync(10),
            await ErrorAssert.By(rpc.ListSourcesAsync(new() { PageSize = 2, PageToken = held.PageToken })),
            await ErrorAssert.By(rpc.ListSourcesAsync(new() { Consistency = new() { AtLeast = held.RevisionToken } })),
        ];
        Assert.All(refusals, refusal => Assert.Equal((StatusCode.OutOfRange, "STORE_REPLACED"), (refusal.StatusCode, refusal.Reason())));
    }

    static async Task<RpcException> EndOfAsync(AsyncServerStreamingCall<WatchResponse> call)
    {
        using var ended = call;
        return await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(Cancelled))
            {
                Assert.Empty(call.ResponseStream.Current.Revisions);
            }
        });
    }

    sealed record Held(AsyncServerStreamingCall<WatchResponse> Stream, string ResumeToken, string RevisionToken, string PageToken);
}
