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

    async Task<Deployment> StartAsync(StoreBackend backend) => await Deployment.StartAsync((await stores.Of(backend)).Configuration);

    static BatchWriteRequest Batch(int count, Func<int, RecognitionsWrite> write) =>
        new() { Writes = { Enumerable.Range(0, count).Select(write) }, RequestId = TestRequests.NewId() };
}
