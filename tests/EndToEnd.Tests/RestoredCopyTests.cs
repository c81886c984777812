using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Client.Mirroring;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Recognitions.V1;
using KosovoNato.Standalone;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>
/// An older copy of a store is put back while its service is stopped, and other revisions get the numbers of the lost ones. The store keeps
/// its ID, so only the fingerprints show the difference.
/// </summary>
public sealed class RestoredCopyTests(SharedStores stores)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded)]
    public async Task A_token_of_a_lost_revision_is_rejected_although_its_number_exists_again(StoreBackend backend)
    {
        var configuration = (await stores.Of(backend)).Configuration;
        var prefix = StoreServer.FreshPrefix();
        StoreCopy copy;
        Held before, lost;
        await using (var service = await RunningService.StartAsync("recognitions", configuration, prefix))
        {
            before = await WriteAsync(service, 5);
            copy = await StoreCopy.TakeAsync(configuration, $"{prefix}:recognitions");
            lost = await WriteAsync(service, 4);
        }

        await copy.PutBackAsync();
        await using var restored = await RunningService.StartAsync("recognitions", configuration, prefix);
        await AssertRejectedAsync(restored, lost, "REVISION_IN_FUTURE");
        foreach (var writes in new[] { 4, 2 })
        {
            await WriteAsync(restored, writes);
            await AssertRejectedAsync(restored, lost, "STORE_REPLACED");
            await AssertAcceptedAsync(restored, before);
        }

        restored.Errors.AssertNone();
    }

    [Fact(Explicit = true)]
    public async Task A_mirror_is_loaded_again_after_an_older_copy_of_the_data_folder_was_restored()
    {
        using var folder = new TemporaryDirectory();
        var (data, copy) = (folder.File("data"), folder.File("copy"));
        var prefix = StoreServer.FreshPrefix();
        var port = FreePort.Next();
        await using var client = new RecognitionsClient(
            new() { Address = new($"http://127.0.0.1:{port}"), ApiKey = RunningService.Key });
        await using var mirror = client.Mirror();
        await RunAsync(data, prefix, port, service => WriteAsync(service, 5));
        FileCopies.CopyFolder(data, copy);
        await RunAsync(data, prefix, port, async service =>
        {
            await WriteAsync(service, 4);
            await mirror.WaitForAsync(view => view.Items.Count == 9, Cancelled).WithinAsync(30);
        });

        Directory.Delete(data, recursive: true);
        Directory.Move(copy, data);
        // On another port, so that the mirror does not see the restored store before it has the numbers of the lost revisions.
        await RunAsync(data, prefix, port: 0, service => WriteAsync(service, 4));
        await RunAsync(data, prefix, port, async service =>
        {
            var rpc = new RecognitionService.RecognitionServiceClient(service.Invoker);
            var sources = (await rpc.ListSourcesAsync(new())).Sources.Select(source => source.Name).Order().ToList();
            Assert.Equal(9, sources.Count);
            await mirror.WaitForAsync(
                view => view.Status == MirrorStatus.Live && view.Items.Keys.Order().SequenceEqual(sources), Cancelled).WithinAsync(30);
        });
    }

    [Fact]
    public async Task Services_that_mirror_a_restored_service_drop_the_resources_that_it_lost()
    {
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        StoreCopy copy;
        string prefix;
        await using (var services = await ThreeServices.StartAsync([store, store, store], broker: null, TimeSpan.FromSeconds(1)))
        {
            prefix = services.Prefix;
            await SeedLoading.LoadAsync(services);
            await RecognitionActs.ProgressIs(services, 28, 32);
            copy = await StoreCopy.TakeAsync(store, $"{prefix}:recognitions");
            await RecognitionActs.GrantAsync(services, "ES");
            await RecognitionActs.ProgressIs(services, 29, 32);
        }

        await copy.PutBackAsync();
        await using (var restored = await RunningService.StartAsync("recognitions", store, prefix))
        {
            await WriteAsync(restored, 5);
        }

        await using var again = await ThreeServices.StartAsync(
            [store, store, store], broker: null, TimeSpan.FromSeconds(1), of: prefix);
        await RecognitionActs.ProgressIs(again, 28, 32);
        await RecognitionActs.GrantAsync(again, "RO");
        await RecognitionActs.ProgressIs(again, 29, 32);
        again.AssertNoErrors();
    }

    static async Task RunAsync(string data, string prefix, int port, Func<RunningService, Task> use)
    {
        await using var store = await EmbeddedStore.StartAsync(new() { DataDirectory = data }, Cancelled);
        await using var service = await RunningService.StartAsync(
            "recognitions", store.Configuration, prefix, [("Listen:GrpcPort", $"{port}")]);
        await use(service);
        service.Errors.AssertNone();
    }

    /// <summary>Writes, and returns every kind of token that a caller could hold afterwards.</summary>
    static async Task<Held> WriteAsync(RunningService service, int writes)
    {
        var rpc = new RecognitionService.RecognitionServiceClient(service.Invoker);
        var written = "";
        for (var i = 0; i < writes; i++)
        {
            written = (await rpc.RegisterSourceAsync(TestRequests.Register(TestRequests.NewId()))).Revision.Token;
        }

        using var watch = rpc.Watch(TestRequests.Watch());
        Assert.True(await watch.ResponseStream.MoveNext(Cancelled).WithinAsync(10));
        using var now = rpc.Watch(new() { FromNow = true });
        Assert.True(await now.ResponseStream.MoveNext(Cancelled).WithinAsync(10));
        var list = await rpc.ListSourcesAsync(new() { PageSize = 2 });
        var diff = await rpc.DiffAsync(new() { Base = new() { KnownAt = new() { Revision = 0 } }, PageSize = 1 });
        return new(
            written, watch.ResponseStream.Current.ResumeToken, now.ResponseStream.Current.ResumeToken, list.NextPageToken,
            diff.NextPageToken);
    }

    static async Task AssertRejectedAsync(RunningService service, Held held, string reason)
    {
        foreach (var call in Calls(service, held))
        {
            var error = await Assert.ThrowsAsync<RpcException>(call).WithinAsync(10);
            Assert.Equal((StatusCode.OutOfRange, reason), (error.StatusCode, error.Reason()));
        }
    }

    static async Task AssertAcceptedAsync(RunningService service, Held held)
    {
        foreach (var call in Calls(service, held))
        {
            await call().WithinAsync(10);
        }
    }

    /// <summary>Every call that takes a token.</summary>
    static IEnumerable<Func<Task>> Calls(RunningService service, Held held)
    {
        var rpc = new RecognitionService.RecognitionServiceClient(service.Invoker);
        yield return () => FirstAsync(rpc.Watch(new() { ResumeToken = held.Resume }));
        yield return () => FirstAsync(rpc.Watch(new() { ResumeToken = held.Bookmark }));
        yield return () => FirstAsync(rpc.Watch(new() { RevisionToken = held.Written }));
        yield return async () => await rpc.ListSourcesAsync(new() { PageSize = 2, PageToken = held.Page });
        yield return async () => await rpc.ListSourcesAsync(new() { Consistency = new() { AtLeast = held.Written } });
        yield return async () => await rpc.ListSourcesAsync(new() { KnownAt = new() { Token = held.Written } });
        yield return async () => await rpc.DiffAsync(
            new() { Base = new() { KnownAt = new() { Revision = 0 } }, PageSize = 1, PageToken = held.Difference });
        yield return async () => await rpc.DiffAsync(new() { Base = new() { KnownAt = new() { Token = held.Written } } });
    }

    static async Task FirstAsync(AsyncServerStreamingCall<WatchResponse> call)
    {
        using var stream = call;
        Assert.True(await stream.ResponseStream.MoveNext(Cancelled));
    }

    sealed record Held(string Written, string Resume, string Bookmark, string Page, string Difference);
}
