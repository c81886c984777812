using KosovoNato.Storage;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.Platform.Tests.Storage;

/// <summary>The log as another program next to the service reads it.</summary>
public sealed class LogReaderTests(SharedStores stores)
{
    const int Revisions = 30;

    readonly string prefix = StoreServer.FreshPrefix();

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    RedisKey Key => StoreLayout.KeyOf(new StoreOptions { KeyPrefix = prefix }, Instance.Schema.Service);

    [Fact]
    public async Task A_reader_sees_every_revision_up_to_the_head_at_its_start()
    {
        await using var instance = await StartAsync();
        await using var redis = await ConnectAsync();
        var log = (await LogReader.OpenAsync(redis.GetDatabase(), Key, Instance.Schema, Cancelled))!;
        await instance.PutAsync("sources/late", "late", expected: 0);

        var read = await log.ReadAsync(0, log.Head, Cancelled).ToListAsync(Cancelled);
        Assert.Equal((instance.Replica.Current.StoreId, Revisions, 0L), (log.StoreId, log.Head, log.CompactedRevision));
        Assert.Equal(Enumerable.Range(1, Revisions).Select(revision => (long)revision), read.Select(revision => revision.Revision));
        Assert.Equal(
            Enumerable.Range(1, Revisions).Select(revision => $"{revision}"), read.Select(revision => revision.RequestFingerprint));
        Assert.Equal(read.Select(revision => revision.RecordedAt).Order(), read.Select(revision => revision.RecordedAt));
        Assert.Null(await log.ReadCompactedSnapshotAsync(Cancelled));
        var snapshot = await log.BuildSnapshotAsync(20, Cancelled);
        Assert.Equal((20L, 20L), (snapshot.Header.Revision, snapshot.Header.ResourceCount));
        Assert.Equal(
            (await instance.AtAsync(20)).All.Select(record => (record.Name, record.Revision)),
            (await snapshot.Records.ToListAsync(Cancelled)).Select(record => (record.Name, record.Revision)));
    }

    [Fact]
    public async Task A_store_without_an_ID_has_no_log()
    {
        await using var redis = await ConnectAsync();
        Assert.Null(await LogReader.OpenAsync(redis.GetDatabase(), Key, Instance.Schema, Cancelled));
    }

    [Theory]
    [InlineData(StoreLayout.StoreIdField, "another")]
    [InlineData(StoreLayout.CompactedRevisionField, "10")]
    public async Task A_log_that_changes_while_it_is_read_is_detected(string field, string value)
    {
        await using (await StartAsync())
        {
        }

        await using var redis = await ConnectAsync();
        var log = (await LogReader.OpenAsync(redis.GetDatabase(), Key, Instance.Schema, Cancelled))!;
        await redis.GetDatabase().HashSetAsync(Key, field, value);
        await Assert.ThrowsAsync<LogChangedException>(async () => await log.ReadAsync(0, log.Head, Cancelled).ToListAsync(Cancelled));
        await Assert.ThrowsAsync<LogChangedException>(() => log.BuildSnapshotAsync(log.Head, Cancelled));
    }

    [Theory]
    [InlineData(null, "Revision 7 is missing: the store is corrupted. Restore it from a backup.")]
    [InlineData("garbage", "Revision 7 is corrupted: it does not begin with a time.")]
    public async Task A_corrupted_log_is_not_skipped(string? value, string message)
    {
        await using (await StartAsync())
        {
        }

        await using var redis = await ConnectAsync();
        await (value is null ? redis.GetDatabase().HashDeleteAsync(Key, "7") : redis.GetDatabase().HashSetAsync(Key, "7", value));
        var log = (await LogReader.OpenAsync(redis.GetDatabase(), Key, Instance.Schema, Cancelled))!;
        var damaged = await Assert.ThrowsAsync<InvalidDataException>(
            async () => await log.ReadAsync(0, log.Head, Cancelled).ToListAsync(Cancelled));
        Assert.Equal(message, damaged.Message);
    }

    async Task<ConnectionMultiplexer> ConnectAsync() =>
        await ConnectionMultiplexer.ConnectAsync((await stores.Of(StoreBackend.Redis)).Configuration);

    async Task<Instance> StartAsync()
    {
        var instance = await Instance.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration, prefix);
        for (var revision = 1; revision <= Revisions; revision++)
        {
            Assert.IsType<CommitOutcome.Committed>(await instance.PutAsync($"sources/s{revision}", $"{revision}", expected: 0));
        }

        return instance;
    }
}
