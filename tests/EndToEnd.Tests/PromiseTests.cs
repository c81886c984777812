using Google.Rpc;
using Grpc.Core;
using KosovoNato.Storage;
using KosovoNato.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>Promises of protos/STABILITY.md that no other test holds.</summary>
public sealed class PromiseTests(SharedStores stores)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_has_fifty_resources_if_unset_and_a_thousand_at_most()
    {
        await using var deployment = await StartAsync();
        for (var batch = 0; batch < 2; batch++)
        {
            var writes = Enumerable.Range(0, 600).Select(i => new Recognitions.V1.RecognitionsWrite
            {
                RegisterSource = new() { Source = TestRequests.Source($"s{batch}-{i}") },
            });
            await deployment.Rpc.BatchWriteAsync(new() { RequestId = TestRequests.NewId(), Writes = { writes } });
        }

        Assert.Equal(50, (await deployment.Rpc.ListSourcesAsync(new())).Sources.Count);
        Assert.Equal(1_000, (await deployment.Rpc.ListSourcesAsync(new() { PageSize = 5_000 })).Sources.Count);
        Assert.Equal("INVALID_REQUEST", await ReasonAsync(deployment.Rpc.ListSourcesAsync(new() { PageSize = -1 })));
    }

    [Fact]
    public async Task A_batch_has_a_thousand_writes_at_most()
    {
        await using var deployment = await StartAsync();
        var writes = Enumerable.Range(0, 1_001).Select(i => new Recognitions.V1.RecognitionsWrite
        {
            RegisterSource = new() { Source = TestRequests.Source($"s{i}") },
        });
        Assert.Equal("INVALID_REQUEST", await ReasonAsync(
            deployment.Rpc.BatchWriteAsync(new() { RequestId = TestRequests.NewId(), Writes = { writes } })));
        Assert.Empty((await deployment.Rpc.ListSourcesAsync(new())).Sources);
    }

    [Fact]
    public async Task A_read_on_another_instance_waits_for_the_revision_of_a_write()
    {
        await using var first = await StartAsync();
        await using var second = await RunningService.StartAsync("recognitions", first.Configuration, first.Prefix);
        var other = new Recognitions.V1.RecognitionService.RecognitionServiceClient(second.Channel);
        for (var i = 0; i < 50; i++)
        {
            var written = await first.Rpc.RegisterSourceAsync(TestRequests.Register($"s{i}"));
            var read = await other.GetSourceAsync(
                new() { Name = $"sources/s{i}", Consistency = new() { AtLeast = written.Revision.Token } }, cancellationToken: Cancelled);
            Assert.Equal(written.Source, read.Source);
        }
    }

    [Fact]
    public async Task An_idle_stream_sends_bookmarks_from_which_it_can_be_resumed()
    {
        await using var deployment = await StartAsync();
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        using var watch = deployment.Rpc.Watch(TestRequests.Watch(TimeSpan.FromSeconds(1)));
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(Cancelled).WithinAsync(20));
        }
        while (watch.ResponseStream.Current.Bookmark is null);

        Assert.Equal(1, watch.ResponseStream.Current.Bookmark.Revision);
        using var resumed = deployment.Rpc.Watch(new() { ResumeToken = watch.ResponseStream.Current.ResumeToken });
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("b"));
        Assert.True(await resumed.ResponseStream.MoveNext(Cancelled).WithinAsync(20));
        Assert.Equal(2, Assert.Single(resumed.ResponseStream.Current.Revisions).Revision);
    }

    [Fact(Explicit = true)]
    public async Task A_stream_ends_at_its_maximum_age_with_a_reason_and_its_last_token_resumes_it()
    {
        await using var deployment = await StartAsync(("Watch:MaxStreamAge", "00:00:10"));
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        using var watch = deployment.Rpc.Watch(TestRequests.Watch());
        var token = "";
        var end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(Cancelled).WithinAsync(30))
            {
                token = watch.ResponseStream.Current.ResumeToken;
            }
        });
        Assert.Equal((StatusCode.Unavailable, "STREAM_RECYCLED"), (end.StatusCode, end.Reason()));
        using var resumed = deployment.Rpc.Watch(new() { ResumeToken = token });
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("b"));
        Assert.True(await resumed.ResponseStream.MoveNext(Cancelled).WithinAsync(20));
        Assert.Equal(2, Assert.Single(resumed.ResponseStream.Current.Revisions).Revision);
    }

    [Fact]
    public async Task A_request_id_whose_revision_is_compacted_is_not_applied_again()
    {
        await using var deployment = await StartAsync(("Store:RetainedRevisions", "1000"), ("Store:MaxTailRevisions", "1000"));
        var request = TestRequests.Register("first");
        await deployment.Rpc.RegisterSourceAsync(request);
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(
            i => deployment.Rpc.RegisterSourceAsync(TestRequests.Register($"s{i}")).ResponseAsync)).WithinAsync(60);
        var compactor = Assert.IsType<RunningService>(deployment.Service).Services.GetRequiredService<Compactor>();
        Assert.InRange(await compactor.CompactAsync(Cancelled).WithinAsync(30), 1_000, 1_001);

        var before = (await deployment.Rpc.ListSourcesAsync(new() { PageSize = 1 })).Revision.Number;
        Assert.Equal("REVISION_COMPACTED", await ReasonAsync(deployment.Rpc.RegisterSourceAsync(request)));
        Assert.Equal(before, (await deployment.Rpc.ListSourcesAsync(new() { PageSize = 1 })).Revision.Number);
    }

    async Task<Deployment> StartAsync(params (string Name, string Value)[] settings) =>
        await Deployment.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration, settings: settings);

    static async Task<string> ReasonAsync<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
            return "";
        }
        catch (RpcException error)
        {
            return error.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason;
        }
    }
}
