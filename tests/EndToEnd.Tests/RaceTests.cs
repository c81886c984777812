using Grpc.Core;
using KosovoNato.EndToEnd.Tests.Recording;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using KosovoNato.Testing.Histories;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>Concurrent gRPC calls on the same resource.</summary>
public sealed class RaceTests(SharedStores stores)
{
    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task One_of_a_hundred_writers_with_the_same_etag_wins(StoreBackend backend)
    {
        await using var deployment = await StartAsync(backend);
        var etag = (await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"))).Source.Etag;
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => OutcomeAsync(deployment, TestRequests.Correct("a", $"writer {i}", etag: etag))))
                .WithinAsync(60);
        var won = Assert.Single(outcomes, outcome => outcome.Answer is not null).Answer!;
        Assert.All(outcomes.Where(outcome => outcome.Answer is null), outcome =>
        {
            Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH"), (outcome.Error!.StatusCode, outcome.Error.Reason()));
            Assert.Equal(won.Source.Etag, outcome.Error.Detail<Google.Rpc.ErrorInfo>()!.Metadata["etag"]);
        });
        Assert.Equal(2, (await StoredLog.ReadAsync(deployment)).Count);
        deployment.Service.AssertNoErrors();
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task Every_writer_without_an_etag_succeeds(StoreBackend backend)
    {
        await using var deployment = await StartAsync(backend);
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => OutcomeAsync(deployment, TestRequests.Correct("a", $"writer {i}"))))
            .WithinAsync(60);
        Assert.All(outcomes, outcome => Assert.Null(outcome.Error));
        HistoryChecker.AssertKept(await StoredLog.ReadAsync(deployment), [], []);
        Assert.Equal(51, outcomes.Max(outcome => outcome.Answer!.Revision.Number));
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task None_of_many_concurrent_writers_of_one_resource_starves(StoreBackend backend)
    {
        const int writers = 64;
        await using var deployment = await StartAsync(backend);
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        var apart = await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            var revisions = new List<long> { 1 };
            for (var change = 0; change < 20; change++)
            {
                revisions.Add(
                    (await deployment.Rpc.CorrectSourceAsync(
                        TestRequests.Correct("a", $"writer {writer} change {change}"))).Revision.Number);
            }

            return revisions.Zip(revisions.Skip(1), (earlier, later) => later - earlier).Max();
        })).WithinAsync(120);
        // With perfectly fair ordering, every other writer commits once between two commits of a writer.
        Assert.InRange(apart.Max(), writers / 2, 4 * writers);
        deployment.Service.AssertNoErrors();
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task Concurrent_identical_requests_are_applied_once_and_get_the_same_response(StoreBackend backend)
    {
        await using var deployment = await StartAsync(backend);
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        var request = TestRequests.Correct("a", "once");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => OutcomeAsync(deployment, request))).WithinAsync(60);
        Assert.All(outcomes, outcome => Assert.Null(outcome.Error));
        Assert.Single(outcomes.Select(outcome => outcome.Answer!).Distinct());
        Assert.Equal(2, (await StoredLog.ReadAsync(deployment)).Count);

        // The response is the first one even after the resource has changed, not the current content.
        await deployment.Rpc.CorrectSourceAsync(TestRequests.Correct("a", "later"));
        Assert.Equal(outcomes[0].Answer, await deployment.Rpc.CorrectSourceAsync(request));
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task A_request_id_used_with_different_contents_belongs_to_the_first(StoreBackend backend)
    {
        await using var deployment = await StartAsync(backend);
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        var id = TestRequests.NewId();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
        {
            var request = TestRequests.Correct("a", $"content {i}");
            request.RequestId = id;
            return OutcomeAsync(deployment, request);
        })).WithinAsync(60);
        Assert.Single(outcomes, outcome => outcome.Answer is not null);
        Assert.All(outcomes.Where(outcome => outcome.Answer is null), outcome =>
            Assert.Equal((StatusCode.InvalidArgument, "REQUEST_ID_REUSED"), (outcome.Error!.StatusCode, outcome.Error.Reason())));
        Assert.Equal(2, (await StoredLog.ReadAsync(deployment)).Count);
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task A_reused_request_id_is_reported_even_if_the_new_content_would_be_rejected_anyway(StoreBackend backend)
    {
        await using var deployment = await StartAsync(backend);
        var first = TestRequests.Register("a", "one");
        await deployment.Rpc.RegisterSourceAsync(first);
        // The source exists, so the decision is ALREADY_EXISTS before the store sees the request ID.
        var other = TestRequests.Register("a", "other");
        other.RequestId = first.RequestId;
        var error = await ErrorAssert.By(deployment.Rpc.RegisterSourceAsync(other)).WithinAsync(10);
        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_ID_REUSED"), (error.StatusCode, error.Reason()));
        Assert.Single(await StoredLog.ReadAsync(deployment));
    }

    async Task<Deployment> StartAsync(StoreBackend backend) => await Deployment.StartAsync((await stores.Of(backend)).Configuration);

    static async Task<(CorrectSourceResponse? Answer, RpcException? Error)> OutcomeAsync(
        Deployment deployment, CorrectSourceRequest request)
    {
        try
        {
            return (await deployment.Rpc.CorrectSourceAsync(request), null);
        }
        catch (RpcException e)
        {
            return (null, e);
        }
    }
}
