using KosovoNato.Storage.Leases;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>The broker stops and restarts. Writers are not affected, and subscribers miss no revision.</summary>
public sealed class OutageTests(SharedStores stores, SharedBroker brokers)
{
    const string Queue = "milestones.recognitions";

    readonly string prefix = StoreServer.FreshPrefix();

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_broker_delays_no_caller_and_gets_everything_in_order_when_it_is_back()
    {
        await using var broker = await RabbitServer.StartAsync(Cancelled);
        var heard = new RecordingSubscriber();
        await using var service = await RecognitionsFixture.StartAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, prefix, broker.Address("/"), subscriptions: [heard.Subscribe(Queue)]);
        await service.SubscribedAsync();
        await broker.SaveQueuesAsync(Cancelled);
        await service.PutManyAsync(500, "before");
        await heard.EventuallyAsync(500, seconds: 30);
        var writing = service.PutManyAsync(3_000, "meanwhile");
        // In the middle of a window: some messages have been sent, and some confirmations are lost.
        await heard.EventuallyAsync(600, seconds: 30);
        await broker.KillAsync(Cancelled);
        await writing;
        await Eventually.True(() => service.Log.Count("relay.stopped") == 1, seconds: 30);
        await broker.StartAgainAsync(Cancelled);
        await service.PutManyAsync(500, "after");

        // The subscriber reconnects to its broker at least every 30 s.
        await Eventually.True(() => heard.Revisions.Distinct().Count() == 4_000, seconds: 180);
        RevisionOrder.AssertComplete(heard.Revisions, 4_000);
        Assert.Equal((1, 1), (service.Log.Count("relay.stopped"), service.Log.Count("relay.resumed")));
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task A_connection_that_is_cut_repeatedly_loses_nothing_and_keeps_the_order()
    {
        var broker = await brokers.Server;
        var virtualHost = await broker.FreshVirtualHostAsync(Cancelled);
        await using var client = await PlainClient.ConnectAsync(broker.Address(virtualHost));
        await client.SubscribeAsync();
        await using var proxy = TcpProxy.To($"127.0.0.1:{broker.Port}");
        await using var service = await RecognitionsFixture.StartAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, prefix, $"amqp://guest:guest@{proxy.Configuration}/{virtualHost}");
        for (var round = 1; round <= StressMode.Rounds(2, 4, 40); round++)
        {
            var writing = service.PutManyAsync(1_000, $"r{round}-");
            // In the middle of a window: some messages have been sent, and some confirmations are lost.
            var target = (round - 1) * 1_000 + 200;
            await Eventually.True(() => client.Received.Count >= target, seconds: 30);
            await proxy.CutAsync();
            await writing;
            proxy.Resume();
            await Eventually.True(
                () => client.Received.Select(message => message.Changed.Revision).Distinct().Count() == round * 1_000, seconds: 30);
        }

        RevisionOrder.AssertComplete(client.Received.Select(message => message.Changed.Revision), StressMode.Rounds(2, 4, 40) * 1_000);
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task Missing_publisher_confirms_are_not_awaited_without_end()
    {
        var broker = await brokers.Server;
        var virtualHost = await broker.FreshVirtualHostAsync(Cancelled);
        await using var client = await PlainClient.ConnectAsync(broker.Address(virtualHost));
        await client.SubscribeAsync();
        await using var proxy = TcpProxy.To($"127.0.0.1:{broker.Port}");
        await using var service = await RecognitionsFixture.StartAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, prefix, $"amqp://guest:guest@{proxy.Configuration}/{virtualHost}",
            settings: ("Bus:PublishTimeout", "00:00:01"));
        await service.PutManyAsync(10);
        await Eventually.True(async () => (await PositionAsync(service)) == 10);
        proxy.DropResponses();
        await service.PutManyAsync(100, "unconfirmed");
        await Eventually.True(() => service.Log.Count("relay.stopped") == 1);
        Assert.Equal(10, await PositionAsync(service));

        await proxy.CutAsync();
        proxy.Resume();
        await Eventually.True(async () => (await PositionAsync(service)) == 110, seconds: 30);
        // The broker confirms a message before the subscriber has it.
        await Eventually.True(() => client.Received.Any(message => message.Changed.Revision == 110));
        RevisionOrder.AssertComplete(client.Received.Select(message => message.Changed.Revision), 110);
    }

    [Fact]
    public async Task A_broker_that_confirms_too_late_is_given_up_and_used_again_on_the_same_connection()
    {
        var broker = await brokers.Server;
        var virtualHost = await broker.FreshVirtualHostAsync(Cancelled);
        await using var client = await PlainClient.ConnectAsync(broker.Address(virtualHost));
        await client.SubscribeAsync();
        await using var proxy = TcpProxy.To($"127.0.0.1:{broker.Port}");
        await using var service = await RecognitionsFixture.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration, prefix,
            $"amqp://guest:guest@{proxy.Configuration}/{virtualHost}", subscriptions: [new RecordingSubscriber().Subscribe(Queue)],
            settings: ("Bus:PublishTimeout", "00:00:01"));
        await service.SubscribedAsync();
        proxy.ResponseDelay = TimeSpan.FromSeconds(3);
        await service.PutManyAsync(100);
        await Eventually.True(() => service.Log.Count("relay.stopped") == 1, seconds: 30);

        proxy.ResponseDelay = TimeSpan.Zero;
        await Eventually.True(async () => (await PositionAsync(service)) == 100, seconds: 30);
        await Eventually.True(() => client.Received.Any(message => message.Changed.Revision == 100));
        RevisionOrder.AssertComplete(client.Received.Select(message => message.Changed.Revision), 100);
        Assert.Equal((1, 1), (service.Log.Count("relay.stopped"), service.Log.Count("relay.resumed")));
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task A_service_starts_without_its_broker_and_connects_to_it_later()
    {
        var broker = await brokers.Server;
        var virtualHost = await broker.FreshVirtualHostAsync(Cancelled);
        await using var proxy = TcpProxy.To($"127.0.0.1:{broker.Port}");
        await proxy.CutAsync();
        var heard = new RecordingSubscriber();
        await using var service = await RecognitionsFixture.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration, prefix,
            $"amqp://guest:guest@{proxy.Configuration}/{virtualHost}", subscriptions: [heard.Subscribe(Queue)]);
        await service.PutAsync("sources/a", "a title");
        await Eventually.True(
            () => service.Log.Count("relay.stopped") == 1 && service.Log.Count("bus.queue_unavailable") == 1, seconds: 30);

        proxy.Resume();
        await service.SubscribedAsync();
        await service.PutAsync("sources/b", "a title");
        await heard.EventuallyAsync(1, seconds: 30);
        service.Errors.AssertNone();
    }

    /// <summary>How a broker behaves when it is called.</summary>
    public enum Broker
    {
        Answers,
        IsAway,
        IsSilent,
    }

    [Theory]
    [InlineData(Broker.Answers)]
    [InlineData(Broker.IsAway)]
    [InlineData(Broker.IsSilent)]
    public async Task A_service_stops_within_two_seconds_whatever_the_status_of_its_broker(Broker does)
    {
        var broker = await brokers.Server;
        await using var proxy = TcpProxy.To($"127.0.0.1:{broker.Port}");
        if (does == Broker.IsAway)
        {
            await proxy.CutAsync();
        }

        var heard = new RecordingSubscriber();
        await using var service = await RecognitionsFixture.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration, prefix,
            $"amqp://guest:guest@{proxy.Configuration}/", subscriptions: [heard.Subscribe($"{prefix}.queue")],
            settings: ("Bus:PublishTimeout", "00:00:01"));
        if (does == Broker.IsSilent)
        {
            // The service is connected, but its first request for publishing gets no response.
            await service.SubscribedAsync();
            proxy.DropResponses();
        }

        await service.PutAsync("sources/a", "a title");
        await Eventually.True(() => service.Log.Count(does == Broker.Answers ? "bus.consumer_started" : "relay.stopped") == 1, seconds: 30);

        Assert.InRange(await service.StopAsync(), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.DoesNotContain("HostedService failed", service.Log.All, StringComparison.Ordinal);
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task No_log_has_the_password()
    {
        var broker = await brokers.Server;
        await using var service = await RecognitionsFixture.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration, prefix,
            $"amqp://guest:top-secret-word@127.0.0.1:{broker.Port}/",
            subscriptions: [new RecordingSubscriber().Subscribe($"{prefix}.queue")]);
        await service.PutAsync("sources/a", "a title");
        await Eventually.True(() => service.Log.Count("relay.stopped") == 1, seconds: 30);
        Assert.DoesNotContain("top-secret-word", service.Log.All, StringComparison.Ordinal);
    }

    static async Task<long> PositionAsync(RecognitionsFixture service) =>
        (await service.Get<RelayLease>().PositionAsync(Cancelled)).Revision;
}
