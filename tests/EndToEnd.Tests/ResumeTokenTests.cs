using Grpc.Core;
using KosovoNato.Kernel;
using KosovoNato.Recognitions.V1;
using KosovoNato.Storage;
using KosovoNato.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>A resume token continues a watch exactly after its message and with the same filter, or is rejected.</summary>
public sealed class ResumeTokenTests(SharedStores stores)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_older_than_the_compacted_revision_is_rejected()
    {
        await using var deployment = await StartAsync(("Store:RetainedRevisions", "1000"), ("Store:MaxTailRevisions", "1000"));
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("first"));
        var token = await TokenAsync(deployment);
        var writes = Enumerable.Range(0, 2_000).Select(
            i => deployment.Rpc.RegisterSourceAsync(TestRequests.Register($"s{i}")).ResponseAsync);
        await Task.WhenAll(writes).WithinAsync(60);
        var compactor = Assert.IsType<RunningService>(deployment.Service).Services.GetRequiredService<Compactor>();
        Assert.InRange(await compactor.CompactAsync(Cancelled).WithinAsync(30), 1_000, 1_001);

        // The error must come first: a watcher that received a later revision could not detect the missing ones.
        await AssertRejectedAsync(deployment, new() { ResumeToken = token }, StatusCode.OutOfRange, "REVISION_COMPACTED");
    }

    [Fact]
    public async Task A_token_is_rejected_with_a_filter_other_than_that_of_its_watch()
    {
        await using var deployment = await StartAsync();
        var (unfiltered, filtered) = (await TokenAsync(deployment), await TokenAsync(deployment, TestRequests.OnlyDatasets));
        var onlyPages = new RecognitionsFilter { Sources = new() { Kinds = { SourceKind.Page } } };
        foreach (var (token, filter) in new[] { (unfiltered, TestRequests.OnlyDatasets.Clone()), (filtered, null), (filtered, onlyPages) })
        {
            var request = new WatchRequest { ResumeToken = token, Filter = filter };
            await AssertRejectedAsync(deployment, request, StatusCode.InvalidArgument, "TOKEN_INVALID");
        }
    }

    [Fact]
    public async Task The_token_of_each_message_stands_for_the_last_revision_in_that_message()
    {
        const int revisions = 120;
        // The smallest possible tail, so that the watch resumes from the store, where one read fills several messages.
        await using var deployment = await StartAsync(("Store:MaxTailBytes", $"{1 << 20}"));
        var token = await TokenAsync(deployment);
        var writes = Enumerable.Range(0, revisions).Select(i => deployment.Rpc.BatchWriteAsync(TenKilobytes($"s{i}")).ResponseAsync);
        await Task.WhenAll(writes).WithinAsync(60);

        using var call = deployment.Rpc.Watch(new() { ResumeToken = token });
        var full = 0;
        for (long position = 0; position < revisions;)
        {
            Assert.True(await call.ResponseStream.MoveNext(Cancelled).WithinAsync(10));
            var message = call.ResponseStream.Current;
            Assert.Equal(position + 1, message.Revisions[0].Revision);
            position = message.Revisions[^1].Revision;
            Assert.Equal(position, RevisionToken.DecodeResume("recognitions", message.ResumeToken).Number);
            full += message.CalculateSize() >= 64 << 10 ? 1 : 0;
        }

        // Only a message at which a read was split reaches this size.
        Assert.InRange(full, 2, revisions);
    }

    async Task<Deployment> StartAsync(params (string, string)[] settings) =>
        await Deployment.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration, through: null, settings);

    /// <summary>The token at the end of a snapshot.</summary>
    static async Task<string> TokenAsync(Deployment deployment, RecognitionsFilter? filter = null)
    {
        using var call = deployment.Rpc.Watch(TestRequests.Watch(filter: filter));
        Assert.True(await call.ResponseStream.MoveNext(Cancelled).WithinAsync(10));
        return call.ResponseStream.Current.ResumeToken;
    }

    static async Task AssertRejectedAsync(Deployment deployment, WatchRequest request, StatusCode status, string reason)
    {
        request.BookmarkInterval = TestRequests.Watch(TimeSpan.FromSeconds(1)).BookmarkInterval;
        using var call = deployment.Rpc.Watch(request);
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancelled)).WithinAsync(10);
        Assert.Equal((status, reason), (error.StatusCode, error.Reason()));
    }

    static BatchWriteRequest TenKilobytes(string id)
    {
        var sources = Enumerable.Range(0, 20).Select(i => TestRequests.Source($"{id}.{i}", new('x', 500)));
        var writes = sources.Select(source => new RecognitionsWrite { RegisterSource = new() { Source = source } });
        return new() { Writes = { writes }, RequestId = TestRequests.NewId() };
    }
}
