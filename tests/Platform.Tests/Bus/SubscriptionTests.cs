using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>How a subscriber handles the messages in its queue, regardless of the publisher.</summary>
public sealed class SubscriptionTests(SharedStores stores, SharedBroker brokers)
{
    readonly string queue = $"t-{Guid.NewGuid():N}.recognitions";

    public static TheoryData<string> PoisonKinds => [.. Samples.Poison.Keys];

    [Theory]
    [InlineData("cloudEvents:")]
    [InlineData("cloudEvents_")]
    public async Task A_change_from_another_publisher_is_applied(string prefix)
    {
        await using var given = await StartAsync();
        await given.Client.PublishAsync(Samples.Properties(7, prefix), Samples.Body(7));
        await given.Heard.EventuallyAsync(1);

        var (id, change) = Assert.Single(given.Heard.Changes);
        Assert.Equal(Samples.Id(7), id);
        Assert.Equal("sources/s7", Assert.Single(change.Changes).Name);
        given.Service.Errors.AssertNone();
    }

    [Theory]
    [InlineData("7")]
    [InlineData("00000000000000000007")]
    public async Task A_change_is_applied_with_or_without_leading_zeros_in_its_sequence(string sequence)
    {
        await using var given = await StartAsync();
        var properties = Samples.Properties(7);
        properties.Headers!["cloudEvents:sequence"] = sequence;
        await given.Client.PublishAsync(properties, Samples.Body(7));
        await given.Heard.EventuallyAsync(1);

        Assert.Equal([7], given.Heard.Revisions);
        given.Service.Errors.AssertNone();
    }

    [Theory, MemberData(nameof(PoisonKinds))]
    public async Task An_unreadable_message_is_dead_lettered_once_and_does_not_delay_later_messages(string kind)
    {
        // With these delays, a retried message would block the next one for longer than this test waits.
        await using var given = await StartAsync(("Bus:RetryCount", "5"), ("Bus:RetryDelay", "00:00:05"));
        using var consumed = new ConsumedMessages(given.Service);
        var (spoil, body) = Samples.Poison[kind];
        var poison = Samples.Properties(7);
        spoil(poison);
        await given.Client.PublishAsync(Samples.Properties(6), Samples.Body(6));
        await given.Heard.EventuallyAsync(1);

        await given.Client.PublishAsync(poison, body);
        await given.Client.PublishAsync(Samples.Properties(8), Samples.Body(8));
        await given.Heard.EventuallyAsync(2);

        Assert.Equal([6, 8], given.Heard.Revisions);
        var aside = await given.Client.WaitForAsync($"{queue}_error");
        Assert.Equal(body, aside.Body);
        Assert.NotEmpty((string)aside.Headers["MT-Fault-Message"]!);
        Assert.Equal("bus.message_dead_lettered", Assert.Single(given.Service.Errors.Entries).Event);
        await Eventually.True(() => consumed["processed"] == 2);
        Assert.Equal((1, 0), (consumed["dead_lettered"], consumed["skipped"]));
        Assert.Equal(0, given.Service.Log.Count("bus.message_skipped"));
        Assert.False(await given.Client.HasAsync($"{queue}_skipped"));
    }

    [Fact]
    public async Task A_message_of_an_unknown_type_is_skipped_and_not_dead_lettered()
    {
        await using var given = await StartAsync();
        using var consumed = new ConsumedMessages(given.Service);
        var other = Samples.Properties(7);
        other.Headers!["cloudEvents:type"] = "kosovonato.recognitions.v1.SomethingNew";
        await given.Client.PublishAsync(other, Samples.Body(7));
        await given.Client.PublishAsync(Samples.Properties(8), Samples.Body(8));
        await given.Heard.EventuallyAsync(1);

        Assert.Equal([8], given.Heard.Revisions);
        Assert.Equal(Samples.Body(7), (await given.Client.WaitForAsync($"{queue}_skipped")).Body);
        Assert.Equal(1, given.Service.Log.Count("bus.message_skipped"));
        Assert.Equal((0, 1), (consumed["dead_lettered"], consumed["skipped"]));
        Assert.False(await given.Client.HasAsync($"{queue}_error"));
        given.Service.Errors.AssertNone();
    }

    [Fact]
    public async Task A_change_that_cannot_be_applied_is_retried_in_order_and_then_dead_lettered()
    {
        await using var given = await StartAsync();
        using var consumed = new ConsumedMessages(given.Service);
        given.Heard.Fails = id => id.Revision == 7;
        foreach (var revision in new[] { 6, 7, 8 })
        {
            await given.Client.PublishAsync(Samples.Properties(revision), Samples.Body(revision));
        }

        await given.Heard.EventuallyAsync(6);
        Assert.Equal([6, 7, 7, 7, 7, 8], given.Heard.Revisions);
        Assert.Equal(Samples.Body(7), (await given.Client.WaitForAsync($"{queue}_error")).Body);
        Assert.Equal("bus.message_dead_lettered", Assert.Single(given.Service.Errors.Entries).Event);
        Assert.Equal((1, 0), (consumed["dead_lettered"], consumed["skipped"]));
    }

    [Fact]
    public async Task A_change_that_fails_twice_is_applied_at_the_third_attempt()
    {
        await using var given = await StartAsync();
        var tries = 0;
        given.Heard.Fails = _ => ++tries < 3;
        await given.Client.PublishAsync(Samples.Properties(7), Samples.Body(7));
        await given.Client.PublishAsync(Samples.Properties(8), Samples.Body(8));

        await given.Heard.EventuallyAsync(4);
        Assert.Equal([7, 7, 7, 8], given.Heard.Revisions);
        given.Service.Errors.AssertNone();
    }

    [Fact]
    public async Task Reply_addresses_in_a_message_cause_no_outgoing_message()
    {
        await using var given = await StartAsync();
        given.Heard.Fails = _ => true;
        var properties = Samples.Properties(7);
        await given.Client.SubscribeAsync("stolen");
        foreach (var header in new[] { "MT-Response-Address", "MT-Fault-Address", "MT-Source-Address" })
        {
            properties.Headers![header] = "queue:stolen";
        }

        properties.ReplyTo = "stolen";
        await given.Client.PublishAsync(properties, Samples.Body(7), exchange: queue);
        await given.Client.WaitForAsync($"{queue}_error");
        Assert.Empty(given.Client.Received);
    }

    [Fact]
    public async Task Changes_stay_in_order_when_a_second_instance_consumes_the_same_queue()
    {
        await using var given = await StartAsync();
        var second = new RecordingSubscriber();
        await using var other = await RecognitionsFixture.StartAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix(), given.Address,
            subscriptions: [second.Subscribe(queue)]);
        await other.SubscribedAsync();
        for (var revision = 1; revision <= 200; revision++)
        {
            await given.Client.PublishAsync(Samples.Properties(revision), Samples.Body(revision));
        }

        await given.Heard.EventuallyAsync(200);
        Assert.Equal(Enumerable.Range(1, 200).Select(revision => (long)revision), given.Heard.Revisions);
        Assert.Empty(second.Changes);

        await given.Service.StopAsync();
        await given.Client.PublishAsync(Samples.Properties(201), Samples.Body(201));
        await second.EventuallyAsync(1);
        Assert.Equal([201], second.Revisions);
    }

    async Task<Given> StartAsync(params (string Key, string Value)[] settings)
    {
        var broker = await brokers.Server;
        var address = broker.Address(await broker.FreshVirtualHostAsync(TestContext.Current.CancellationToken));
        var heard = new RecordingSubscriber();
        var service = await RecognitionsFixture.StartAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix(), address,
            subscriptions: [heard.Subscribe(queue)], settings: settings);
        await service.SubscribedAsync();
        return new(address, service, heard, await PlainClient.ConnectAsync(address));
    }

    sealed record Given(string Address, RecognitionsFixture Service, RecordingSubscriber Heard, PlainClient Client) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            await Client.DisposeAsync();
        }
    }
}
