using Grpc.Core;
using KosovoNato.EndToEnd.Tests.Faults;
using KosovoNato.EndToEnd.Tests.Recording;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using KosovoNato.Testing.Histories;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>Guarantees of Watch that can be tested without kills.</summary>
public sealed class WatchTests(SharedStores stores)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task A_snapshot_of_several_types_is_complete_and_ordered_by_type_and_name(StoreBackend backend)
    {
        await using var deployment = await StartAsync(backend);
        var sources = Batch(300, i => new() { RegisterSource = new() { Source = TestRequests.Source($"s{i:000}", new string('x', 400)) } });
        await deployment.Rpc.BatchWriteAsync(sources);
        await deployment.Rpc.BatchWriteAsync(Batch(1, _ => new()
        {
            RegisterState =
                new()
                {
                    State = new()
                    {
                        Name = "states/AL",
                        Alpha3 = "ALB",
                        Numeric = "008",
                        DisplayName = "Albania",
                        CodeStatus = CodeStatus.Official
                    }
                },
        }));
        await deployment.Rpc.BatchWriteAsync(Batch(1, _ => new()
        {
            RegisterOrganization =
                new()
                {
                    Organization = new()
                    {
                        Name = "organizations/nato",
                        DisplayName = "NATO",
                        ShortName = "NATO",
                        Kind = OrganizationKind.MilitaryAlliance
                    }
                },
        }));
        using var watch = new ScriptedWatch(deployment.Rpc);
        watch.OpenSnapshot();
        await watch.ReadToAsync(3);
        HistoryChecker.AssertKept(await StoredLog.ReadAsync(deployment), [], [watch.Recorded with { MustReach = 3 }]);
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task A_revision_of_a_thousand_resources_is_sent_completely(StoreBackend backend)
    {
        await using var deployment = await StartAsync(backend);
        using var watch = new ScriptedWatch(deployment.Rpc);
        watch.OpenSnapshot();
        await watch.ReadToAsync(0);
        await deployment.Rpc.BatchWriteAsync(Batch(1_000, i => new() { RegisterSource = new() { Source = TestRequests.Source($"s{i}") } }));
        await watch.ReadToAsync(1);
        HistoryChecker.AssertKept(await StoredLog.ReadAsync(deployment), [], [watch.Recorded with { MustReach = 1 }]);
    }

    /// <summary>None of the revisions matches the filter, so only bookmarks tell that the Watch is past them.</summary>
    [Fact]
    public async Task A_bookmark_has_the_newest_revision_and_never_a_later_one()
    {
        await using var deployment = await StartAsync(StoreBackend.Redis);
        using var call = deployment.Rpc.Watch(
            TestRequests.Watch(TimeSpan.FromSeconds(1), new() { ResourceTypes = { RecognitionsResourceType.State } }));
        foreach (var id in (string[])["a", "b"])
        {
            var written = (await deployment.Rpc.RegisterSourceAsync(TestRequests.Register(id))).Revision;
            long revision;
            do
            {
                Assert.True(await call.ResponseStream.MoveNext(Cancelled).WithinAsync(10));
                var message = call.ResponseStream.Current;
                revision = message.Bookmark?.Revision ?? 0;
                Assert.InRange(revision, 0, written.Number);
            }
            while (revision < written.Number);
        }
    }

    [Fact(Explicit = true)]
    public async Task A_token_from_the_future_is_rejected()
    {
        await using var deployment = await Deployment.StartProcessAsync((await stores.Of(StoreBackend.Redis)).Configuration);
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        var token = (await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("b"))).Revision.Token;
        await using var direct = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(deployment.Configuration);
        await deployment.Process.KillAsync();
        // The store lost its last revision while the service was down; its store ID is unchanged.
        await direct.GetDatabase().HashSetAsync(deployment.StoreKey, "head", 1);
        await deployment.Process.StartAgainAsync(Cancelled);
        using var call = deployment.Rpc.Watch(new() { RevisionToken = token });
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancelled)).WithinAsync(10);
        Assert.Equal((StatusCode.OutOfRange, "REVISION_IN_FUTURE"), (error.StatusCode, error.Reason()));
    }

    /// <summary>The watcher reads, but not before far more has been written than its window holds.</summary>
    [Fact]
    public async Task A_watcher_that_falls_too_far_behind_is_ended()
    {
        const int lag = 1_000;
        await using var deployment = await StartAsync(StoreBackend.Redis, ("Watch:MaxRevisionLag", $"{lag}"));
        using var call = deployment.Rpc.Watch(TestRequests.Watch());
        await call.ResponseHeadersAsync;
        var writes = Enumerable.Range(0, lag + 300).Select(batch => deployment.Rpc.BatchWriteAsync(Batch(4, i => new()
        {
            RegisterSource = new() { Source = TestRequests.Source($"b{batch}-{i}", new string('x', 450)) },
        })).ResponseAsync);
        await Task.WhenAll(writes).WithinAsync(60);

        var error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(Cancelled))
            {
            }
        }).WithinAsync(30);
        Assert.Equal((StatusCode.ResourceExhausted, "SLOW_CONSUMER"), (error.StatusCode, error.Reason()));
    }

    [Fact]
    public async Task The_101st_stream_of_one_caller_is_rejected()
    {
        await using var deployment = await StartAsync(StoreBackend.Redis);
        var calls = Enumerable.Range(0, 101).Select(_ => deployment.Rpc.Watch(TestRequests.Watch())).ToList();
        var outcomes = await Task.WhenAll(calls.Select(async call =>
        {
            try
            {
                await call.ResponseStream.MoveNext(Cancelled);
                return "";
            }
            catch (RpcException e)
            {
                return e.Reason();
            }
        })).WithinAsync(30);
        calls.ForEach(call => call.Dispose());
        Assert.Equal("LIMIT_EXCEEDED", Assert.Single(outcomes, outcome => outcome.Length > 0));
    }

    async Task<Deployment> StartAsync(StoreBackend backend, params (string, string)[] settings) =>
        await Deployment.StartAsync((await stores.Of(backend)).Configuration, through: null, settings);

    static BatchWriteRequest Batch(int count, Func<int, RecognitionsWrite> write) =>
        new() { Writes = { Enumerable.Range(0, count).Select(write) }, RequestId = TestRequests.NewId() };
}
