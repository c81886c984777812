using KosovoNato.Kernel.Errors;
using KosovoNato.Storage;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.Platform.Tests.Storage;

/// <summary>Requirements on every store, run against each supported backend.</summary>
public sealed class CommitTests(SharedStores stores)
{
    readonly string prefix = StoreServer.FreshPrefix();

    public static TheoryData<StoreBackend> Backends => [StoreBackend.Redis, StoreBackend.Embedded];

    [Theory, MemberData(nameof(Backends))]
    public async Task A_commit_is_readable_as_soon_as_it_is_acknowledged(StoreBackend backend)
    {
        await using var instance = await StartAsync(backend);
        var outcome = await instance.PutAsync("sources/a", "one", expected: 0);
        var committed = Assert.IsType<CommitOutcome.Committed>(outcome);
        Assert.Equal(1, committed.Entry.Revision);
        Assert.Equal("one", instance.TitleOf("sources/a"));
        instance.Errors.AssertNone();
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_commit_on_an_older_version_is_rejected_with_the_newest(StoreBackend backend)
    {
        await using var instance = await StartAsync(backend);
        await instance.PutAsync("sources/a", "one", expected: 0);
        await instance.PutAsync("sources/a", "two", expected: 1);
        var conflict = Assert.IsType<CommitOutcome.Conflict>(await instance.PutAsync("sources/a", "three", expected: 1));
        Assert.Equal(("sources/a", 2), (conflict.Name, conflict.Revision));
        Assert.Equal("two", instance.TitleOf("sources/a"));
        Assert.Equal(2, instance.Replica.Current.Revision);
    }

    [Fact]
    public async Task A_write_to_a_server_that_is_shutting_down_is_rejected_as_draining()
    {
        await using var instance = await StartAsync(StoreBackend.Redis);
        await instance.Committer.StopAsync(TestContext.Current.CancellationToken);
        var rejected = await Assert.ThrowsAsync<ApiException>(() => instance.PutAsync("sources/a", "one", expected: 0));
        Assert.Equal("SERVER_DRAINING", rejected.ReasonName);
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_request_id_is_applied_once_and_belongs_to_one_content(StoreBackend backend)
    {
        await using var instance = await StartAsync(backend);
        var id = Guid.NewGuid();
        await instance.PutAsync("sources/a", "one", expected: 0, id);
        Assert.Equal(
            1, Assert.IsType<CommitOutcome.AlreadyCommitted>(await instance.PutAsync("sources/a", "one", expected: 0, id)).Revision);
        Assert.IsType<CommitOutcome.RequestIdReused>(await instance.PutAsync("sources/b", "other", expected: 0, id));
        Assert.Equal(1, instance.Replica.Current.Revision);
        Assert.Null(instance.TitleOf("sources/b"));
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Several_resources_change_in_one_revision_or_not_at_all(StoreBackend backend)
    {
        await using var instance = await StartAsync(backend);
        await instance.PutAsync("sources/a", "one", expected: 0);
        var cancellationToken = TestContext.Current.CancellationToken;
        var many = Enumerable.Range(0, 1_000).Select(i => ($"sources/m{i:0000}", "x", 0L)).ToList();
        Assert.IsType<CommitOutcome.Committed>(
            await instance.Committer.CommitAsync(TestCommits.Of(many, Guid.NewGuid(), "f"), cancellationToken).WithinAsync(30));
        Assert.Equal(2, instance.Replica.Current.Revision);
        Assert.Equal(1_001, instance.Replica.Current.Count);
        var half = TestCommits.Of([("sources/new", "x", 0), ("sources/a", "x", 7)], Guid.NewGuid(), "f");
        Assert.IsType<CommitOutcome.Conflict>(await instance.Committer.CommitAsync(half, cancellationToken).WithinAsync(30));
        Assert.Null(instance.TitleOf("sources/new"));
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task One_of_many_writers_with_the_same_expected_version_wins(StoreBackend backend)
    {
        await using var one = await StartAsync(backend);
        await using var two = await StartAsync(backend);
        await one.PutAsync("sources/a", "start", expected: 0);
        await two.Follower.RefreshAsync(TestContext.Current.CancellationToken).WithinAsync(10);
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? one : two).PutAsync("sources/a", $"writer {i}", expected: 1)))
                .WithinAsync(30);
        Assert.Single(outcomes, outcome => outcome is CommitOutcome.Committed);
        Assert.Equal(99, outcomes.Count(outcome => outcome is CommitOutcome.Conflict));
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Two_instances_see_the_same_revisions_without_a_gap(StoreBackend backend)
    {
        await using var one = await StartAsync(backend);
        await using var two = await StartAsync(backend);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => (i % 2 == 0 ? one : two).PutAsync($"sources/s{i}", "x", expected: 0)))
            .WithinAsync(60);
        await Eventually.True(() => one.Replica.Current.Revision == 400 && two.Replica.Current.Revision == 400);
        for (var revision = 1; revision <= 400; revision++)
        {
            Assert.Equal(one.Replica.FindInTail(revision)!.Encoded, two.Replica.FindInTail(revision)!.Encoded);
        }

        one.Errors.AssertNone();
        two.Errors.AssertNone();
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_new_instance_loads_the_committed_revisions(StoreBackend backend)
    {
        await using (var first = await StartAsync(backend))
        {
            for (var i = 0; i < 50; i++)
            {
                await first.PutAsync("sources/a", $"version {i}", expected: i);
            }
        }

        await using var second = await StartAsync(backend);
        Assert.Equal(50, second.Replica.Current.Revision);
        Assert.Equal("version 49", second.TitleOf("sources/a"));
        Assert.Equal("version 9", (await second.AtAsync(10)).Find<KosovoNato.Recognitions.V1.Source>("sources/a")!.Title);
    }

    [Fact]
    public async Task A_commit_is_acknowledged_only_after_the_embedded_store_has_synced_to_disk()
    {
        var configuration = (await stores.Of(StoreBackend.Embedded)).Configuration;
        await using var proxy = TcpProxy.To(configuration);
        await using var instance = await Instance.StartAsync(proxy.Configuration, prefix);
        await using var direct = await ConnectionMultiplexer.ConnectAsync(configuration);
        var sync = proxy.Hold("COMMITAOF");
        var commit = instance.PutAsync("sources/a", "one", expected: 0);
        await Eventually.True(async () => await direct.GetDatabase().HashGetAsync($"{prefix}:recognitions", "head") == 1);
        // Without the wait for the sync, the commit would be acknowledged as soon as the script returns.
        await Assert.ThrowsAsync<TimeoutException>(() => commit.WaitAsync(TimeSpan.FromMilliseconds(300)));
        Assert.Null(instance.TitleOf("sources/a"));

        sync.LetPass();
        Assert.IsType<CommitOutcome.Committed>(await commit.WithinAsync(10));
        instance.Errors.AssertNone();
    }

    async Task<Instance> StartAsync(StoreBackend backend) => await Instance.StartAsync((await stores.Of(backend)).Configuration, prefix);
}
