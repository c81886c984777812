using KosovoNato.Platform.Changes;
using KosovoNato.Testing;

namespace KosovoNato.Bus.Tests;

/// <summary>The broker comes and goes; writers do not notice, and subscribers miss nothing.</summary>
public sealed class OutageTests(SharedStores stores, SharedBroker brokers)
{
    const string Queue = "milestones.recognitions";

    readonly string prefix = StoreServer.FreshPrefix();

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_line_that_is_cut_again_and_again_loses_nothing_and_keeps_the_order()
    {
        var broker = await brokers.Server;
        var virtualHost = await broker.FreshVirtualHostAsync(Cancelled);
        await using var client = await PlainClient.ConnectAsync(broker.Address(virtualHost));
        await client.SubscribeAsync();
        await using var proxy = TcpProxy.To($"127.0.0.1:{broker.Port}");
        await using var service = await Service.StartAsync(
            (await stores.Of(Backend.Redis)).Configuration, prefix, $"amqp://guest:guest@{proxy.Configuration}/{virtualHost}");
        for (var round = 1; round <= Heavy.Rounds(4, 40); round++)
        {
            var writing = service.PutManyAsync(1_000, $"r{round}-");
            // In the middle of a window: some were sent, of some the confirmation is lost.
            var target = (round - 1) * 1_000 + 200;
            await Eventually.True(() => client.Received.Count >= target, seconds: 30);
            await proxy.CutAsync();
            await writing;
            proxy.Resume();
            await Eventually.True(() => client.Received.Select(message => message.Changed.Revision).Distinct().Count() == round * 1_000, seconds: 30);
        }

        AssertInOrder(client.Received.Select(message => message.Changed.Revision), Heavy.Rounds(4, 40) * 1_000);
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task Confirmations_that_do_not_come_are_not_waited_for_for_ever()
    {
        var broker = await brokers.Server;
        var virtualHost = await broker.FreshVirtualHostAsync(Cancelled);
        await using var client = await PlainClient.ConnectAsync(broker.Address(virtualHost));
        await client.SubscribeAsync();
        await using var proxy = TcpProxy.To($"127.0.0.1:{broker.Port}");
        await using var service = await Service.StartAsync(
            (await stores.Of(Backend.Redis)).Configuration, prefix, $"amqp://guest:guest@{proxy.Configuration}/{virtualHost}", settings: ("Bus:PublishTimeout", "00:00:01"));
        await service.PutManyAsync(10);
        await Eventually.True(async () => (await PositionAsync(service)) == 10);
        proxy.SwallowAnswers();
        await service.PutManyAsync(100, "unconfirmed");
        await Eventually.True(() => service.Log.Count("relay.stopped") == 1);
        Assert.Equal(10, await PositionAsync(service));

        await proxy.CutAsync();
        proxy.Resume();
        await Eventually.True(async () => (await PositionAsync(service)) == 110, seconds: 30);
        AssertInOrder(client.Received.Select(message => message.Changed.Revision), 110);
    }

    [Fact]
    public async Task A_service_starts_without_its_broker_and_finds_it_later()
    {
        var broker = await brokers.Server;
        var virtualHost = await broker.FreshVirtualHostAsync(Cancelled);
        await using var proxy = TcpProxy.To($"127.0.0.1:{broker.Port}");
        await proxy.CutAsync();
        var heard = new Heard();
        await using var service = await Service.StartAsync((await stores.Of(Backend.Redis)).Configuration, prefix,
            $"amqp://guest:guest@{proxy.Configuration}/{virtualHost}", subscriptions: [heard.Subscribe(Queue)]);
        await service.PutAsync("sources/a", "a title");
        await Eventually.True(() => service.Log.Count("relay.stopped") == 1 && service.Log.Count("bus.queue_away") == 1, seconds: 30);

        proxy.Resume();
        await service.SubscribedAsync();
        await service.PutAsync("sources/b", "a title");
        await heard.EventuallyAsync(1, seconds: 30);
        service.Errors.AssertNone();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_service_stops_within_two_seconds_whether_its_broker_answers_or_not(bool answers)
    {
        var broker = await brokers.Server;
        await using var proxy = TcpProxy.To($"127.0.0.1:{broker.Port}");
        if (!answers)
        {
            await proxy.CutAsync();
        }

        var heard = new Heard();
        await using var service = await Service.StartAsync((await stores.Of(Backend.Redis)).Configuration, prefix,
            $"amqp://guest:guest@{proxy.Configuration}/", subscriptions: [heard.Subscribe($"{prefix}.queue")]);
        await service.PutAsync("sources/a", "a title");
        await Eventually.True(() => service.Log.Count(answers ? "bus.queue_read" : "relay.stopped") == 1, seconds: 30);

        Assert.InRange(await service.StopAsync(), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.DoesNotContain("HostedService failed", service.Log.All, StringComparison.Ordinal);
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task The_password_is_in_no_log()
    {
        var broker = await brokers.Server;
        await using var service = await Service.StartAsync((await stores.Of(Backend.Redis)).Configuration, prefix,
            $"amqp://guest:top-secret-word@127.0.0.1:{broker.Port}/", subscriptions: [new Heard().Subscribe($"{prefix}.queue")]);
        await service.PutAsync("sources/a", "a title");
        await Eventually.True(() => service.Log.Count("relay.stopped") == 1, seconds: 30);
        Assert.DoesNotContain("top-secret-word", service.Log.All, StringComparison.Ordinal);
    }

    static async Task<long> PositionAsync(Service service) => (await service.Get<RelayLease>().PositionAsync(Cancelled)).Revision;

    /// <summary>
    /// Everything is there, and the first time each revision comes is after all before it. Some come again, from where the relay
    /// went on.
    /// </summary>
    static void AssertInOrder(IEnumerable<long> heard, int count)
    {
        long newest = 0;
        foreach (var revision in heard)
        {
            Assert.True(revision <= newest + 1, $"{revision} came after {newest}");
            newest = Math.Max(newest, revision);
        }

        Assert.Equal(count, newest);
    }
}
