using KosovoNato.Storage;
using KosovoNato.Storage.Leases;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>Every revision reaches the bus, in order, even if services fail.</summary>
public sealed class RelayTests(SharedStores stores, SharedBroker brokers)
{
    readonly string prefix = StoreServer.FreshPrefix();

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<StoreBackend> Backends =>
        [StoreBackend.Redis, new TheoryDataRow<StoreBackend>(StoreBackend.Embedded) { Explicit = true }];

    [Theory, MemberData(nameof(Backends))]
    public async Task Changes_are_published_once_and_in_order_although_many_are_in_flight(StoreBackend backend)
    {
        var (address, configuration) = await PlacesAsync(backend);
        await using var client = await PlainClient.ConnectAsync(address);
        await client.SubscribeAsync();
        await using var service = await RecognitionsFixture.StartAsync(configuration, prefix, address);
        await service.PutManyAsync(5_000);
        await Eventually.True(() => client.Received.Count >= 5_000, seconds: 60);

        Assert.Equal(Enumerable.Range(1, 5_000).Select(i => (long)i), client.Received.Select(message => message.Changed.Revision));
        await Eventually.True(async () => (await service.Get<RelayLease>().PositionAsync(Cancelled)).Revision == 5_000);
        service.Errors.AssertNone();
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Revisions_committed_before_a_bus_was_configured_are_published_too(StoreBackend backend)
    {
        var (address, configuration) = await PlacesAsync(backend);
        await using (var before = await RecognitionsFixture.StartAsync(configuration, prefix))
        {
            await before.PutManyAsync(300);
            Assert.Null(before.Find<RelayLease>());
        }

        await using var client = await PlainClient.ConnectAsync(address);
        await client.SubscribeAsync();
        await using var service = await RecognitionsFixture.StartAsync(configuration, prefix, address);
        await Eventually.True(() => client.Received.Count >= 300, seconds: 30);
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), client.Received.Select(message => message.Changed.Revision));
    }

    [Fact]
    public async Task Previous_versions_come_from_the_store_if_the_tail_no_longer_has_them()
    {
        var (address, configuration) = await PlacesAsync(StoreBackend.Redis);
        await using (var before = await RecognitionsFixture.StartAsync(configuration, prefix))
        {
            var first = await before.PutAsync("sources/a", "one");
            await before.PutAsync("sources/a", "two", first);
            await before.PutManyAsync(2_000);
        }

        await using var client = await PlainClient.ConnectAsync(address);
        await client.SubscribeAsync();
        await using var service = await RecognitionsFixture.StartAsync(
            configuration, prefix, address, settings: ("Store:MaxTailRevisions", "1000"));
        await Eventually.True(() => client.Received.Count >= 2_002, seconds: 30);
        // The test's raw writes use this title for the previous version; a version from memory would have the title "one".
        Assert.Equal("before two", Assert.Single(client.Received.ElementAt(1).Changed.Changes).Previous.Source.Title);
    }

    [Fact]
    public async Task One_of_two_instances_publishes_and_the_other_takes_over_immediately_when_it_stops()
    {
        var (address, configuration) = await PlacesAsync(StoreBackend.Redis);
        await using var client = await PlainClient.ConnectAsync(address);
        await client.SubscribeAsync();
        await using var first = await RecognitionsFixture.StartAsync(configuration, prefix, address);
        await first.PutAsync("sources/a", "a title");
        await Eventually.True(() => client.Received.Count == 1);
        await using var second = await RecognitionsFixture.StartAsync(
            configuration, prefix, address, settings: ("Bus:RelayLeaseDuration", "00:01:00"));
        await second.PutManyAsync(500, "b");
        await Eventually.True(() => client.Received.Count >= 501);
        await first.StopAsync();
        await second.PutManyAsync(500, "c");
        await Eventually.True(() => client.Received.Count >= 1_001);

        Assert.Equal(Enumerable.Range(1, 1_001).Select(i => (long)i), client.Received.Select(message => message.Changed.Revision));
        first.Errors.AssertNone();
        second.Errors.AssertNone();
    }

    [Fact]
    public async Task A_revision_above_the_size_limit_is_a_gap_and_later_revisions_are_published()
    {
        var (address, configuration) = await PlacesAsync(StoreBackend.Redis);
        await using var client = await PlainClient.ConnectAsync(address);
        await client.SubscribeAsync();
        await using var service = await RecognitionsFixture.StartAsync(
            configuration, prefix, address, settings: ("Bus:MaxMessageBytes", $"{64 << 10}"));
        await service.PutAsync("sources/a", "a title");
        await service.PutAsync("sources/b", new string('x', 64 << 10));
        await service.PutAsync("sources/c", "a title");
        await Eventually.True(() => client.Received.Count == 2);

        Assert.Equal([1, 3], client.Received.Select(message => message.Changed.Revision));
        Assert.Equal(1, service.Log.Count("relay.revision_too_large"));
    }

    [Fact]
    public async Task A_revision_without_changes_is_published_too()
    {
        var (address, configuration) = await PlacesAsync(StoreBackend.Redis);
        await using var client = await PlainClient.ConnectAsync(address);
        await client.SubscribeAsync();
        await using var service = await RecognitionsFixture.StartAsync(configuration, prefix, address);
        await service.PutAsync("sources/a", "a title");
        await service.PutNothingAsync();
        await service.PutAsync("sources/b", "a title");
        // Subscribers treat a gap in the numbers as a lost message.
        await Eventually.True(() => client.Received.Any(message => message.Changed.Revision == 3));
        Assert.Equal([1, 2, 3], client.Received.Select(message => message.Changed.Revision));
        Assert.Empty(client.Received.ElementAt(1).Changed.Changes);
    }

    [Fact]
    public async Task A_replaced_store_is_published_from_its_head_revision()
    {
        var (address, configuration) = await PlacesAsync(StoreBackend.Redis);
        await using var client = await PlainClient.ConnectAsync(address);
        await client.SubscribeAsync();
        await using var service = await RecognitionsFixture.StartAsync(configuration, prefix, address);
        await service.PutManyAsync(10);
        await Eventually.True(() => client.Received.Count == 10);
        var lost = service.Replica.Current.StoreId;

        await using (var redis = await ConnectionMultiplexer.ConnectAsync(configuration))
        {
            // As after a failover to a replica that lagged.
            await redis.GetDatabase().HashSetAsync($"{prefix}:recognitions", [new("head", 8)]);
            await redis.GetDatabase().HashDeleteAsync($"{prefix}:recognitions", ["9", "10"]);
        }

        await Eventually.True(() => service.Replica.IsLoaded && service.Replica.Current.StoreId != lost);
        await Eventually.True(() => client.Received.Count == 11);
        var renewed = client.Received.Last().Id;
        Assert.Equal((8, service.Replica.Current.StoreId), (renewed.Revision, renewed.StoreId));
        service.Errors.Expect("replica.store_lost_revisions");
        service.Errors.AssertNone();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(12)]
    public async Task Publishing_after_a_lost_position_continues_in_a_store_with_a_new_ID(long revision)
    {
        var (address, configuration) = await PlacesAsync(StoreBackend.Redis);
        await using var client = await PlainClient.ConnectAsync(address);
        await client.SubscribeAsync();
        string storeId;
        await using (var before = await RecognitionsFixture.StartAsync(configuration, prefix))
        {
            await before.PutManyAsync(10);
            storeId = before.Replica.Current.StoreId;
        }

        await using (var redis = await ConnectionMultiplexer.ConnectAsync(configuration))
        {
            // An instance published revisions that are lost, and saved this position after an older copy was restored.
            await redis.GetDatabase().HashSetAsync($"{prefix}:recognitions", "relay.position", $"{storeId}/{revision}/1");
        }

        await using var service = await RecognitionsFixture.StartAsync(configuration, prefix, address);
        await Eventually.True(() => client.Received.Count == 1);
        var published = client.Received.Single().Id;
        Assert.NotEqual(storeId, published.StoreId);
        Assert.Equal((10, service.Replica.Current.StoreId), (published.Revision, published.StoreId));
        service.Errors.Expect("replica.store_lost_revisions");
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task Compaction_keeps_every_revision_that_has_not_been_published()
    {
        var (_, configuration) = await PlacesAsync(StoreBackend.Redis);
        await using var service = await RecognitionsFixture.StartAsync(
            configuration, prefix, $"amqp://127.0.0.1:{FreePort.Next()}", settings: [("Store:RetainedRevisions", "1000")]);
        await service.PutManyAsync(2_500);
        Assert.Equal(0, await service.Get<Compactor>().CompactAsync(Cancelled).WithinAsync(30));

        await using (var redis = await ConnectionMultiplexer.ConnectAsync(configuration))
        {
            var fingerprint = service.Replica.FindInTail(1_200)!.Fingerprint;
            var position = new RelayPosition(new(service.Replica.Current.StoreId, 1_200, fingerprint));
            await redis.GetDatabase().HashSetAsync($"{prefix}:recognitions", "relay.position", position.ToString());
        }

        Assert.Equal(1_200, await service.Get<Compactor>().CompactAsync(Cancelled).WithinAsync(30));
    }

    async Task<(string Address, string Configuration)> PlacesAsync(StoreBackend backend)
    {
        var broker = await brokers.Server;
        return (broker.Address(await broker.FreshVirtualHostAsync(Cancelled)), (await stores.Of(backend)).Configuration);
    }
}
