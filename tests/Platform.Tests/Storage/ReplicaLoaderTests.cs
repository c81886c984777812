using KosovoNato.Milestones.V1;
using KosovoNato.Storage;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.Platform.Tests.Storage;

/// <summary>An instance starts from the newest checkpoint, and always has what the log has.</summary>
public sealed class ReplicaLoaderTests(SharedStores stores) : IAsyncLifetime
{
    readonly string prefix = StoreServer.FreshPrefix();
    readonly RandomHistory history = new(47);
    string configuration = "";
    CheckpointIndex.Entry newest = null!;

    public async ValueTask InitializeAsync()
    {
        configuration = (await stores.Of(StoreBackend.Redis)).Configuration;
        await using var writer = await StartAsync(RandomHistory.Schema);
        await history.WriteAsync(writer, 330);
        await writer.Get<CheckpointWriter>().WriteDueAsync(TestContext.Current.CancellationToken).WithinAsync(30);
        newest = (await writer.Get<CheckpointIndex>().ReadAsync(TestContext.Current.CancellationToken).WithinAsync(30))[^1];
        // Writes after the checkpoint, which the next start has to find in the log.
        await history.WriteAsync(writer, 10);
    }

    [Fact]
    public async Task A_start_reads_only_the_log_after_the_newest_checkpoint()
    {
        await using var later = await StartAsync(RandomHistory.Schema);
        AssertComplete(later);
        Assert.Equal(newest.Revision + 1, later.Replica.OldestInTail);
        SnapshotBytes.AssertSame(history.Seen[newest.Revision - 20], await later.AtAsync(newest.Revision - 20));
        await history.WriteAsync(later, 30);
        SnapshotBytes.AssertSame(history.Seen[newest.Revision + 5], await later.AtAsync(newest.Revision + 5));
    }

    [Fact]
    public async Task A_start_reads_the_whole_log_if_the_newest_checkpoint_is_incomplete()
    {
        await ChangeAsync(store => store.HashDeleteAsync($"{prefix}:milestones:checkpoint:{newest.Id}", "0"));
        await AssertReadsWholeLogAsync();
    }

    [Fact]
    public async Task A_start_reads_the_whole_log_if_the_newest_checkpoint_cannot_be_decoded()
    {
        await ChangeAsync(store => store.HashSetAsync($"{prefix}:milestones:checkpoint:{newest.Id}", "0", (byte[])[0xFF, 0xFF]));
        await AssertReadsWholeLogAsync();
    }

    [Fact]
    public async Task A_start_reads_the_whole_log_if_its_revision_is_not_that_of_the_checkpoint()
    {
        await ChangeAsync(async store =>
        {
            // Another microsecond, as if another write had the number.
            var log = $"{prefix}:milestones";
            var stored = (byte[])(await store.HashGetAsync(log, newest.Revision))!;
            stored[Array.IndexOf(stored, (byte)':') - 1] ^= 1;
            await store.HashSetAsync(log, newest.Revision, stored);
        });
        await AssertReadsWholeLogAsync();
    }

    [Fact]
    public async Task A_start_reads_the_whole_log_if_another_release_with_other_types_wrote_the_checkpoint()
    {
        // It mirrors nothing, so the checkpoint may lack what the log has.
        await using var later = await StartAsync(Schema.For("milestones", MilestonesResource.Descriptor));
        Assert.Equal(1, later.Replica.OldestInTail);
    }

    async Task AssertReadsWholeLogAsync()
    {
        await using var later = await StartAsync(RandomHistory.Schema);
        AssertComplete(later);
        Assert.Equal(1, later.Replica.OldestInTail);
    }

    void AssertComplete(Instance later) =>
        SnapshotBytes.AssertSame(history.Seen[history.Seen.Keys.Max()], later.Replica.Current);

    async Task ChangeAsync(Func<IDatabase, Task> change)
    {
        await using var raw = await ConnectionMultiplexer.ConnectAsync(configuration);
        await change(raw.GetDatabase()).WithinAsync(10);
    }

    Task<Instance> StartAsync(Schema schema) =>
        Instance.StartAsync(schema, derivation: null, configuration, prefix, [("Store:CheckpointInterval", "100")]);

    public ValueTask DisposeAsync() => default;
}
