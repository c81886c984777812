using KosovoNato.Replication.Bus;
using KosovoNato.Storage.Leases;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>Several services in one process share one bus, with the same guarantees.</summary>
public sealed class InMemoryTests(SharedStores stores)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hosts_on_one_bus_receive_each_others_messages_in_order()
    {
        var configuration = (await stores.Of(StoreBackend.Embedded)).Configuration;
        await using var bus = ChangeBus.InMemory();
        bus.Start();
        var heard = new RecordingSubscriber();
        await using var subscriber = await RecognitionsFixture.StartAsync(
            configuration, StoreServer.FreshPrefix(), shared: bus, subscriptions: [heard.Subscribe("milestones.recognitions")]);
        await subscriber.SubscribedAsync();
        await using var publisher = await RecognitionsFixture.StartAsync(configuration, StoreServer.FreshPrefix(), shared: bus);
        await publisher.PutManyAsync(2_000);
        await heard.EventuallyAsync(2_000, seconds: 30);

        Assert.Equal(Enumerable.Range(1, 2_000).Select(i => (long)i), heard.Revisions);
        Assert.All(heard.Changes, change => Assert.Equal(
            ("recognitions", publisher.Replica.Current.StoreId), (change.Id.Service, change.Id.StoreId)));
        Assert.Equal("tester", heard.Changes[0].Change.Actor);
        publisher.Errors.AssertNone();
        subscriber.Errors.AssertNone();
    }

    [Fact]
    public async Task A_change_that_cannot_be_applied_does_not_delay_later_changes()
    {
        await using var bus = ChangeBus.InMemory();
        bus.Start();
        var heard = new RecordingSubscriber { Fails = id => id.Revision == 1 };
        await using var service = await RecognitionsFixture.StartAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix(), shared: bus,
            subscriptions: [heard.Subscribe("milestones.recognitions")]);
        await service.SubscribedAsync();
        await service.PutManyAsync(2);
        await heard.EventuallyAsync(5);

        Assert.Equal([1, 1, 1, 1, 2], heard.Revisions);
        Assert.Equal("bus.message_dead_lettered", Assert.Single(service.Errors.Entries).Event);
    }

    [Fact]
    public async Task A_shared_bus_outlives_the_host_that_used_it()
    {
        var configuration = (await stores.Of(StoreBackend.Redis)).Configuration;
        await using var bus = ChangeBus.InMemory();
        bus.Start();
        var prefix = StoreServer.FreshPrefix();
        await using (var first = await RecognitionsFixture.StartAsync(
            configuration, prefix, shared: bus, subscriptions: [new RecordingSubscriber().Subscribe("gone")]))
        {
            await first.SubscribedAsync();
            await first.PutAsync("sources/a", "a title");
            await Eventually.True(async () => (await first.Get<RelayLease>().PositionAsync(Cancelled)).Revision == 1);
        }

        var heard = new RecordingSubscriber();
        await using var second = await RecognitionsFixture.StartAsync(
            configuration, prefix, shared: bus, subscriptions: [heard.Subscribe("milestones.recognitions")]);
        await second.SubscribedAsync();
        await second.PutAsync("sources/b", "a title");
        await heard.EventuallyAsync(1);
        Assert.Equal([2], heard.Revisions);
    }
}
