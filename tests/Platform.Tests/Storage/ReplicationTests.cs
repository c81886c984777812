using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Storage;

/// <summary>A replicated store: what is acknowledged, shown and rejected while servers are missing.</summary>
public sealed class ReplicationTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_that_no_replica_has_is_neither_acknowledged_nor_shown()
    {
        await using var store = await ReplicatedStore.StartAsync(Cancelled);
        await using var first = await StartAsync(store);
        await using var second = await StartAsync(store);
        Assert.IsType<CommitOutcome.Committed>(await first.PutAsync("sources/a", "A", expected: 0));
        await Eventually.True(() => second.TitleOf("sources/a") == "A");

        var primary = await store.PrimaryAsync();
        foreach (var replica in store.Servers.Where(server => server != primary))
        {
            await replica.SuspendAsync();
        }

        // The primary has the write on its disk. A repeated request finds it there, and must wait for the replicas too.
        var request = Guid.NewGuid();
        await AssertUnavailableAsync(() => first.PutAsync("sources/b", "B", expected: 0, request));
        await AssertUnavailableAsync(() => second.PutAsync("sources/b", "B", expected: 0, request));
        Assert.Equal(2, await HeadOfAsync(primary));
        await AssertUnavailableAsync(() => second.Follower.RefreshAsync(Cancelled));
        Assert.Equal((1, 1), (first.Replica.Current.Revision, second.Replica.Current.Revision));

        foreach (var replica in store.Servers.Where(server => server != primary))
        {
            await replica.ResumeAsync();
        }

        await store.IsWholeAsync();
        Assert.Equal(new CommitOutcome.AlreadyCommitted(2), await second.PutAsync("sources/b", "B", expected: 0, request));
        await Eventually.True(() => first.TitleOf("sources/b") == "B" && second.TitleOf("sources/b") == "B");
        first.Errors.AssertNone();
        second.Errors.AssertNone();
    }

    [Fact]
    public async Task A_replaced_primary_is_not_believed()
    {
        await using var store = await ReplicatedStore.StartAsync(Cancelled);
        await using var before = await StartAsync(store);
        await before.PutAsync("sources/a", "A", expected: 0);

        // Its clients still reach it, and it still believes to be the primary.
        var old = await store.PrimaryAsync();
        await ReplicatedStore.CutOffAsync(old);
        await Eventually.True(async () => await store.PrimaryAsync() != old, seconds: 60);
        await using var after = await StartAsync(store);
        await Eventually.True(async () => await TryPutAsync(before), seconds: 60);

        await Eventually.True(() => after.TitleOf("sources/b") == "B");
        Assert.Equal(1, await HeadOfAsync(old));
        before.Errors.AssertNone();
        after.Errors.AssertNone();
    }

    [Fact]
    public async Task The_answer_of_one_sentinel_proves_no_primary()
    {
        await using var store = await ReplicatedStore.StartAsync(Cancelled);
        await using var sentinels = new Sentinels(new() { Configuration = store.Configuration, Replicas = 1 });
        var primary = await store.PrimaryAsync();
        Assert.Equal($"127.0.0.1:{primary.Port}", Sentinels.TextOf((await sentinels.FindPrimaryAsync()).Address));

        await store.Sentinels[0].KillAsync();
        Assert.Equal($"127.0.0.1:{primary.Port}", Sentinels.TextOf((await sentinels.FindPrimaryAsync()).Address));

        await store.Sentinels[1].KillAsync();
        var error = await Assert.ThrowsAsync<PrimaryUnprovenException>(sentinels.FindPrimaryAsync);
        Assert.StartsWith("1 of 3 sentinels know the primary", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "min-replicas-to-write", "0")]
    [InlineData(true, "min-replicas-max-lag", "0", Explicit = true)]
    [InlineData(true, "appendfsync", "everysec", Explicit = true)]
    [InlineData(false, "appendfsync", "everysec")]
    public async Task A_setting_that_could_lose_writes_ends_the_service(bool ofPrimary, string name, string value)
    {
        await using var store = await ReplicatedStore.StartAsync(Cancelled);
        await using var instance = await StartAsync(store);
        var primary = await store.PrimaryAsync();
        var server = ofPrimary ? primary : store.Servers.First(other => other != primary);
        await using (var connection = await server.ConnectAsync())
        {
            await connection.GetServers()[0].ConfigSetAsync(name, value);
        }

        await Eventually.True(() => instance.Follower.FatalError is not null, seconds: 20);
        Assert.Contains($"has {name} {value}", instance.Follower.FatalError, StringComparison.Ordinal);
        instance.Errors.Expect("replica.store_not_durable");
        instance.Errors.AssertNone();
    }

    static Task<Instance> StartAsync(ReplicatedStore store) =>
        Instance.StartAsync(store.Configuration, "replicated", ("Store:Replicas", "1"), ("Store:RetryTimeout", "00:00:04"));

    static async Task AssertUnavailableAsync(Func<Task> call) =>
        Assert.Equal(ErrorReason.StoreUnavailable, (await Assert.ThrowsAsync<ApiException>(call)).Reason);

    static async Task<bool> TryPutAsync(Instance instance)
    {
        try
        {
            return await instance.PutAsync("sources/b", "B", expected: 0, new Guid("00000000-0000-4000-8000-000000000001"))
                is CommitOutcome.Committed or CommitOutcome.AlreadyCommitted;
        }
        catch (ApiException e) when (e.Reason == ErrorReason.StoreUnavailable)
        {
            return false;
        }
    }

    static async Task<long> HeadOfAsync(RedisProcess server)
    {
        await using var connection = await server.ConnectAsync();
        return (long)await connection.GetDatabase().HashGetAsync("replicated:recognitions", "head");
    }
}
