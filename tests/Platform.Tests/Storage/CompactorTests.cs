using KosovoNato.Kernel.Errors;
using KosovoNato.Recognitions.V1;
using KosovoNato.Serving.Reads;
using KosovoNato.Storage;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Storage;

public sealed class CompactorTests(SharedStores stores)
{
    readonly string prefix = StoreServer.FreshPrefix();

    public static TheoryData<StoreBackend> Backends => [StoreBackend.Redis, StoreBackend.Embedded];

    [Theory, MemberData(nameof(Backends))]
    public async Task A_compacted_log_gives_the_same_snapshot_as_the_whole_log(StoreBackend backend)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var configuration = (await stores.Of(backend)).Configuration;
        await using var instance = await Instance.StartAsync(configuration, prefix, ("Store:RetainedRevisions", "1000"));
        var revisions = new Dictionary<string, long>();
        for (var batch = 0; batch < 21; batch++)
        {
            var commits = Enumerable.Range(0, 100).Select(async i =>
            {
                var name = $"sources/s{i}";
                var outcome = (CommitOutcome.Committed)await instance.PutAsync(
                    name, $"{batch}", expected: revisions.GetValueOrDefault(name));
                return (name, outcome.Entry.Revision);
            });
            foreach (var (name, revision) in await Task.WhenAll(commits))
            {
                revisions[name] = revision;
            }
        }

        var floor = await instance.Get<Compactor>().CompactAsync(cancellationToken).WithinAsync(30);
        Assert.Equal(1_100, floor);
        await using var later = await Instance.StartAsync(configuration, prefix);
        Assert.Equal(2_100, later.Replica.Current.Revision);
        Assert.Equal(100, later.Replica.Current.Count);
        foreach (var record in instance.Replica.Current.All)
        {
            Assert.Equal(record.Encoded.ToArray(), later.Replica.Current.Find(record.Name)!.Encoded.ToArray());
            Assert.Equal(record.Revision, later.Replica.Current.Find(record.Name)!.Revision);
        }

        var versions = await later.Get<ReadHandler>().ListRevisionsAsync(
            new ListRevisionsRequest { Name = "sources/s1", PageSize = 1_000 }, "sources/s1", new FakeCall());
        Assert.Equal((10, "", true), (versions.Page.Count, versions.NextPageToken, versions.IsCompacted));
        var compacted = await Assert.ThrowsAsync<ApiException>(() => later.AtAsync(500));
        Assert.Equal(KosovoNato.Errors.V1.ErrorReason.RevisionCompacted, compacted.Reason);
        Assert.IsType<CommitOutcome.Committed>(await later.PutAsync("sources/s1", "after", expected: revisions["sources/s1"]));
    }

    /// <summary>Two instances compact at once, and one of them does it further.</summary>
    [Theory]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    [InlineData(5, 5)]
    public async Task Only_the_checkpoint_of_the_compacted_revision_stays(long first, long second)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var instance = await Instance.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration, prefix);
        for (var i = 0; i < 6; i++)
        {
            await instance.PutAsync($"sources/s{i}", "A", expected: 0);
        }

        var checkpoints = instance.Get<CheckpointStore>();
        await checkpoints.MoveFloorAsync(await instance.AtAsync(2), oldFloor: 0, cancellationToken);
        var (one, other) = (await instance.AtAsync(first), await instance.AtAsync(second));
        await checkpoints.MoveFloorAsync(one, oldFloor: 2, cancellationToken);
        await checkpoints.MoveFloorAsync(other, oldFloor: 2, cancellationToken);

        var store = instance.Get<StoreConnection>();
        var database = (await store.OpenAsync(cancellationToken)).Reads.GetDatabase();
        var kept = new List<long>();
        for (var revision = 1L; revision <= 6; revision++)
        {
            if (await database.KeyExistsAsync(StoreLayout.CheckpointKey(store.Key, revision)))
            {
                kept.Add(revision);
            }
        }

        Assert.Equal([5], kept);
        await using var later = await Instance.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration, prefix);
        Assert.Equal(6, later.Replica.Current.Count);
    }
}
