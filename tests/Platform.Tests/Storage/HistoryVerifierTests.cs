using KosovoNato.Kernel;
using KosovoNato.Storage;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Storage;

/// <summary>A revision is recognized wherever its fingerprint comes from, and another one with its number is not.</summary>
public sealed class HistoryVerifierTests(SharedStores stores)
{
    const int Revisions = 1_200;

    readonly string prefix = StoreServer.FreshPrefix();

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<StoreBackend> Backends => [StoreBackend.Redis, StoreBackend.Embedded];

    [Theory, MemberData(nameof(Backends))]
    public async Task A_revision_is_found_in_memory_in_the_log_and_in_the_compacted_snapshot(StoreBackend backend)
    {
        var configuration = (await stores.Of(backend)).Configuration;
        await using var instance = await Instance.StartAsync(configuration, prefix);
        await Task.WhenAll(Enumerable.Range(0, Revisions).Select(i => instance.PutAsync($"sources/s{i}", "a title", expected: 0)));
        var ids = new Dictionary<long, RevisionId>();
        foreach (var number in new long[] { 0, 49, 50, 100, 1_100, Revisions })
        {
            ids[number] = (await instance.AtAsync(number)).Id;
        }

        await instance.Get<CheckpointStore>().MoveFloorAsync(await instance.AtAsync(50), oldFloor: 0, Cancelled).WithinAsync(30);
        await using var later = await Instance.StartAsync(configuration, prefix, ("Store:MaxTailRevisions", "1000"));
        Assert.Null(later.Replica.FindInTail(100));
        Assert.NotNull(later.Replica.FindInTail(1_100));

        foreach (var id in ids.Values)
        {
            Assert.True(await ContainsAsync(later, id), $"{id}");
            Assert.False(await ContainsAsync(later, id with { StoreId = new('a', 32) }), $"{id}");
            // Nothing is left of a revision before the compacted snapshot.
            var isUnverifiable = id.Number == 49;
            Assert.Equal(isUnverifiable, await ContainsAsync(later, id with { Fingerprint = new(id.Fingerprint.Value + 1) }));
        }
    }

    static Task<bool> ContainsAsync(Instance instance, RevisionId id) =>
        instance.Get<HistoryVerifier>().ContainsAsync(id, instance.Replica.Current, Cancelled).AsTask().WithinAsync(10);
}
