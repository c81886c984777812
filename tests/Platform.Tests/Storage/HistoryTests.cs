using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Reads;
using KosovoNato.Storage;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.Platform.Tests.Storage;

/// <summary>
/// A read at an earlier revision returns exactly the snapshot that a reader saw then, regardless of age and later changes.
/// </summary>
public sealed class HistoryTests(SharedStores stores)
{
    const int Revisions = 1_550;

    // The smallest possible tail, so that older revisions must come from the store.
    static readonly (string, string)[] Settings = [("Store:MaxTailRevisions", "1000"), ("Store:CheckpointInterval", "300")];

    readonly string prefix = StoreServer.FreshPrefix();

    public static TheoryData<StoreBackend> MainlyRedis =>
        [StoreBackend.Redis, new TheoryDataRow<StoreBackend>(StoreBackend.Embedded) { Explicit = true }];

    [Theory, MemberData(nameof(MainlyRedis))]
    public async Task Every_revision_is_rebuilt_as_a_reader_saw_it(StoreBackend backend)
    {
        var history = new RandomHistory(1);
        await using (var instance = await StartAsync(backend))
        {
            await history.WriteAsync(instance, Revisions);
            // Rewound through the tail, and replayed along the log from its beginning.
            await AssertSeenAsync(instance, history, step: 7);
            // The service may have written some in the background.
            await instance.Get<CheckpointWriter>().WriteDueAsync(TestContext.Current.CancellationToken).WithinAsync(30);
            Assert.Equal(0, await instance.Get<CheckpointWriter>().WriteDueAsync(TestContext.Current.CancellationToken).WithinAsync(30));
        }

        await using var later = await StartAsync(backend);
        var listed = await later.Get<CheckpointIndex>().ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(history.Every(300), listed.Select(l => l.Revision));
        Assert.NotEmpty(listed);
        await AssertSeenAsync(later, history, step: -9, from: Revisions);
        await AssertSeenAsync(later, history, step: 11);
        await history.WriteAsync(later, 100);
        await AssertSeenAsync(later, history, step: 13);
        later.Errors.AssertNone();
    }

    [Fact]
    public async Task The_newest_snapshot_is_reverted_to_a_near_revision_without_older_revisions()
    {
        const int needed = 750;
        // Many names, so that resources are created in all parts of the log.
        var history = new RandomHistory(6) { Names = 3_000, Mirrors = false };
        await using (var instance = await StartAsync(StoreBackend.Redis))
        {
            await history.WriteAsync(instance, Revisions);
            await instance.Get<CheckpointWriter>().WriteDueAsync(TestContext.Current.CancellationToken).WithinAsync(30);
        }

        // After a start, only the revisions after the newest checkpoint are in memory.
        await using var later = await StartAsync(StoreBackend.Redis);
        var index = later.Get<CheckpointIndex>();
        foreach (var older in (await index.ReadAsync(TestContext.Current.CancellationToken)).SkipLast(1))
        {
            await index.RemoveAsync(older, TestContext.Current.CancellationToken);
        }

        var store = later.Get<StoreConnection>();
        await (await store.OpenForWritesAsync(TestContext.Current.CancellationToken)).Writes.GetDatabase()
            .HashDeleteAsync(store.Key, [.. Enumerable.Range(1, needed).Select(revision => (RedisValue)revision)]);
        await AssertSeenAsync(later, history, step: -3, from: Revisions - 1, to: needed + 30);
        later.Errors.AssertNone();
    }

    [Fact]
    public async Task A_snapshot_cached_before_a_compaction_does_not_hide_later_revisions()
    {
        var history = new RandomHistory(7);
        // Without checkpoints, which are only written after 20,000 changes by default.
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        await using var instance = await Instance.StartAsync(RandomHistory.Schema, derivation: null, store, prefix, [Settings[0]]);
        await using var other = await Instance.StartAsync(RandomHistory.Schema, derivation: null, store, prefix, [Settings[0]]);
        await history.WriteAsync(instance, Revisions);
        SnapshotBytes.AssertSame(history.Seen[100], await instance.AtAsync(100));
        await other.Get<CheckpointStore>()
            .MoveFloorAsync(history.Seen[200], oldFloor: 0, TestContext.Current.CancellationToken).WithinAsync(30);
        SnapshotBytes.AssertSame(history.Seen[300], await instance.AtAsync(300));
        instance.Errors.AssertNone();
    }

    [Theory, MemberData(nameof(MainlyRedis))]
    public async Task Known_at_is_a_revision_a_token_or_a_time(StoreBackend backend)
    {
        var history = new RandomHistory(2);
        await using var instance = await StartAsync(backend);
        await history.WriteAsync(instance, 1_200);
        var newest = instance.Replica.Current;
        foreach (var revision in (long[])[0, 1, 2, 99, 150, 600, 1_199, 1_200])
        {
            var seen = history.Seen[revision];
            SnapshotBytes.AssertSame(seen, await KnownAsync(instance, new() { Revision = revision }));
            SnapshotBytes.AssertSame(seen, await KnownAsync(instance, new() { Token = seen.RevisionToken }));
            if (revision == 0)
            {
                continue;
            }

            // Several revisions may have been recorded within the same microsecond.
            var last = history.Seen.Values.Where(s => s.Revision > 0 && s.RecordedAt == seen.RecordedAt).MaxBy(s => s.Revision)!;
            var before = history.Seen.Values.Where(s => s.Revision == 0 || s.RecordedAt < seen.RecordedAt).MaxBy(s => s.Revision)!;
            SnapshotBytes.AssertSame(last, await KnownAsync(instance, At(seen.RecordedAt)));
            SnapshotBytes.AssertSame(before, await KnownAsync(instance, At(seen.RecordedAt.AddTicks(-1))));
        }

        Assert.Same(newest, await KnownAsync(instance, At(newest.RecordedAt.AddSeconds(1))));
        SnapshotBytes.AssertSame(history.Seen[0], await KnownAsync(instance, At(DateTimeOffset.UnixEpoch)));
    }

    [Theory, MemberData(nameof(MainlyRedis))]
    public async Task A_time_after_the_head_revision_includes_commits_of_other_instances(StoreBackend backend)
    {
        await using var one = await StartAsync(backend);
        await using var two = await StartAsync(backend);
        for (var round = 0; round < 20; round++)
        {
            var history = new RandomHistory(round);
            await history.WriteAsync(one, 1);
            var known = await two.Get<KnownAtResolver>()
                .AtAsync(At(one.Replica.Current.RecordedAt), two.Replica.Current, TestContext.Current.CancellationToken);
            Assert.Equal(one.Replica.Current.Revision, known.Revision);
        }
    }

    [Theory, MemberData(nameof(MainlyRedis))]
    public async Task An_unknowable_known_at_is_rejected(StoreBackend backend)
    {
        var history = new RandomHistory(3);
        await using (var writer = await StartAsync(backend))
        {
            await history.WriteAsync(writer, 2_100);
        }

        // Only this instance compacts: another one could compact during the writes and stop at an earlier revision.
        await using var instance = await StartAsync(backend, ("Store:RetainedRevisions", "1000"));
        await AssertRefusedAsync(instance, new() { Revision = 2_101 }, ErrorReason.RevisionInFuture);
        var foreign = RevisionToken.Encode("milestones", new(new string('a', 32), 5, default));
        await AssertRefusedAsync(instance, new() { Token = foreign }, ErrorReason.StoreReplaced);
        await AssertRefusedAsync(instance, new() { Token = "no token" }, ErrorReason.TokenInvalid);

        await instance.Get<CheckpointWriter>().WriteDueAsync(TestContext.Current.CancellationToken).WithinAsync(30);
        Assert.Equal(1_100, await instance.Get<Compactor>().CompactAsync(TestContext.Current.CancellationToken).WithinAsync(30));
        // A new instance has no earlier revisions in memory.
        await using var later = await StartAsync(backend);
        await AssertRefusedAsync(later, new() { Revision = 1_099 }, ErrorReason.RevisionCompacted);
        await AssertRefusedAsync(later, At(history.Seen[1_100].RecordedAt.AddTicks(-1)), ErrorReason.RevisionCompacted);
        SnapshotBytes.AssertSame(history.Seen[1_100], await KnownAsync(later, new() { Revision = 1_100 }));
        SnapshotBytes.AssertSame(history.Seen[1_101], await later.AtAsync(1_101));
        Assert.InRange((await KnownAsync(later, At(history.Seen[1_100].RecordedAt))).Revision, 1_100, 1_101);
        await AssertSeenAsync(later, history, step: 17, from: 1_100);

        await later.Get<CheckpointWriter>().WriteDueAsync(TestContext.Current.CancellationToken).WithinAsync(30);
        Assert.Equal(
            history.Every(300).Where(revision => revision >= 1_100),
            (await later.Get<CheckpointIndex>().ReadAsync(TestContext.Current.CancellationToken)).Select(l => l.Revision));
    }

    [Theory, MemberData(nameof(MainlyRedis))]
    public async Task Concurrent_readers_share_one_snapshot(StoreBackend backend)
    {
        var history = new RandomHistory(4);
        await using var instance = await StartAsync(backend);
        await history.WriteAsync(instance, 1_500);
        var states = await Task.WhenAll(Enumerable.Range(0, 48).Select(i => Task.Run(() => instance.AtAsync(100 + 100 * (i % 3)))));
        Assert.Equal(3, states.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.All(states, state => SnapshotBytes.AssertSame(history.Seen[state.Revision], state));
    }

    async Task<Instance> StartAsync(StoreBackend backend, params (string, string)[] more) =>
        await Instance.StartAsync(
            RandomHistory.Schema, derivation: null, (await stores.Of(backend)).Configuration, prefix, [.. Settings, .. more]);

    static KnownAt At(DateTimeOffset time) => new() { Time = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(time) };

    static Task<Snapshot> KnownAsync(Instance instance, KnownAt known) =>
        instance.Get<KnownAtResolver>().AtAsync(known, instance.Replica.Current, TestContext.Current.CancellationToken).AsTask()
            .WithinAsync(30);

    static async Task AssertRefusedAsync(Instance instance, KnownAt known, ErrorReason reason) =>
        Assert.Equal(reason, (await Assert.ThrowsAsync<ApiException>(() => KnownAsync(instance, known))).Reason);

    /// <param name="step">Negative: from new to old, so that no cached snapshot is earlier than the next one.</param>
    static async Task AssertSeenAsync(Instance instance, RandomHistory history, int step, long from = 0, long to = 0)
    {
        for (var revision = from; revision >= to && revision <= instance.Replica.Current.Revision; revision += step)
        {
            SnapshotBytes.AssertSame(history.Seen[revision], await instance.AtAsync(revision));
        }
    }
}
