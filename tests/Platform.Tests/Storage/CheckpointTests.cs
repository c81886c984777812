using KosovoNato.Storage;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.Platform.Tests.Storage;

/// <summary>Checkpoints in the store between the compacted revision and the head revision.</summary>
public sealed class CheckpointTests(SharedStores stores)
{
    readonly string prefix = StoreServer.FreshPrefix();
    readonly RandomHistory history = new(31);

    public static TheoryData<StoreBackend> MainlyRedis =>
        [StoreBackend.Redis, new TheoryDataRow<StoreBackend>(StoreBackend.Embedded) { Explicit = true }];

    [Theory, MemberData(nameof(MainlyRedis))]
    public async Task Concurrent_writes_by_two_instances_leave_one_checkpoint_of_each_revision(StoreBackend backend)
    {
        await using var one = await StartAsync(backend);
        await using var two = await StartAsync(backend);
        await history.WriteAsync(one, 450);
        await Eventually.True(() => two.Replica.Current.Revision == 450);
        await Task.WhenAll(WriteAsync(one), WriteAsync(two));
        var listed = await ListedAsync(one);
        Assert.Equal(history.Every(100), listed.Select(l => l.Revision));
        await using var raw = await ConnectionMultiplexer.ConnectAsync((await stores.Of(backend)).Configuration);
        await OnlyTheListedStayAsync(one, raw);
        foreach (var l in listed)
        {
            SnapshotBytes.AssertSame(history.Seen[l.Revision], (await LoadAsync(one, l))!);
        }
    }

    [Theory, MemberData(nameof(MainlyRedis))]
    public async Task An_incomplete_checkpoint_is_removed_from_the_list(StoreBackend backend)
    {
        await using var instance = await StartAsync(backend, ("Store:MaxTailRevisions", "1000"));
        await history.WriteAsync(instance, 1_250);
        await WriteAsync(instance);
        var damaged = (await ListedAsync(instance)).Take(2).ToList();
        await using var raw = await ConnectionMultiplexer.ConnectAsync((await stores.Of(backend)).Configuration);
        raw.GetDatabase().HashDelete($"{prefix}:milestones:checkpoint:{damaged[0].Id}", "0");
        raw.GetDatabase().KeyDelete($"{prefix}:milestones:checkpoint:{damaged[1].Id}");

        await using var later = await StartAsync(backend, ("Store:MaxTailRevisions", "1000"));
        var behind = damaged[1].Revision + 5;
        SnapshotBytes.AssertSame(history.Seen[behind], await later.AtAsync(behind));
        Assert.Empty((await ListedAsync(later)).IntersectBy(damaged.Select(l => l.Id), l => l.Id));
    }

    [Fact]
    public async Task Checkpoints_of_another_store_are_not_used_and_are_deleted()
    {
        var configuration = (await stores.Of(StoreBackend.Redis)).Configuration;
        await using var instance = await StartAsync(StoreBackend.Redis, ("Store:MaxTailRevisions", "1000"));
        await history.WriteAsync(instance, 1_250);
        await WriteAsync(instance);
        var old = await ListedAsync(instance);
        var identity = instance.Replica.Current.StoreId;

        // The store loses its newest revision, so its history differs from here on.
        await RawStore.ForgetLastAsync(configuration, $"{prefix}:milestones");
        instance.Replica.RequestRefresh();
        await Eventually.True(() => instance.Replica.IsLoaded && instance.Replica.Current.StoreId != identity);
        var state = await instance.AtAsync(150);
        Assert.Equal(SnapshotBytes.ContentOf(history.Seen[150]), SnapshotBytes.ContentOf(state));
        await WriteAsync(instance);
        var now = await ListedAsync(instance);
        Assert.All(now, l => Assert.Equal(instance.Replica.Current.StoreId, l.StoreId));
        Assert.Empty(now.IntersectBy(old.Select(l => l.Id), l => l.Id));
        await using var raw = await ConnectionMultiplexer.ConnectAsync(configuration);
        await OnlyTheListedStayAsync(instance, raw);
    }

    [Fact]
    public async Task Excess_checkpoints_are_thinned_out_and_the_newest_is_kept()
    {
        await using var instance = await StartAsync(StoreBackend.Redis);
        var list = instance.Get<CheckpointIndex>();
        var many = Enumerable.Range(1, 100).Select(i => new CheckpointIndex.Entry("a", i, $"{i}", 1_000, i * 100, "")).ToList();
        var left = many.Except(list.SelectExcess(many)).ToList();
        Assert.Equal(64, left.Count);
        Assert.Equal(many[^1], left[^1]);
        Assert.InRange(left.Zip(left.Skip(1)).Max(pair => pair.Second.Steps - pair.First.Steps), 100, 200);

        var large = many.Select(l => l with { Bytes = 300 << 20 }).ToList();
        Assert.Equal(large[^1], Assert.Single(large.Except(list.SelectExcess(large))));
    }

    async Task<Instance> StartAsync(StoreBackend backend, params (string, string)[] more) => await Instance.StartAsync(
        RandomHistory.Schema, derivation: null, (await stores.Of(backend)).Configuration, prefix,
        [("Store:CheckpointInterval", "100"), .. more]);

    /// <summary>
    /// Waits, because an instance also writes checkpoints in the background: briefly, one is not listed yet, or is already listed by
    /// another instance.
    /// </summary>
    Task OnlyTheListedStayAsync(Instance instance, ConnectionMultiplexer raw) => Eventually.True(async () =>
    {
        var kept = raw.GetServers()[0].Keys(pattern: $"{prefix}:milestones:checkpoint:*").Select(key => (string)key!).Order().ToList();
        var listed = (await ListedAsync(instance)).Select(one => $"{prefix}:milestones:checkpoint:{one.Id}").Order();
        return kept.SequenceEqual(listed) && kept.All(key => raw.GetDatabase().KeyTimeToLive(key) is null);
    }, seconds: 30, what: "all that is kept is listed, and stays");

    static Task WriteAsync(Instance instance) =>
        instance.Get<CheckpointWriter>().WriteDueAsync(TestContext.Current.CancellationToken).WithinAsync(30);

    static Task<IReadOnlyList<CheckpointIndex.Entry>> ListedAsync(Instance instance) =>
        instance.Get<CheckpointIndex>().ReadAsync(TestContext.Current.CancellationToken).WithinAsync(30);

    static Task<Snapshot?> LoadAsync(Instance instance, CheckpointIndex.Entry listed) =>
        instance.Get<CheckpointIndex>().LoadAsync(
            listed, instance.Replica.EmptyState(listed.StoreId), instance.Replica.Current, TestContext.Current.CancellationToken)
                .WithinAsync(30);
}
