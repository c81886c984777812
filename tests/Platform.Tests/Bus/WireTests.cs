using System.Globalization;
using KosovoNato.Changes.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>The wire format, as seen by a client that knows only the contract.</summary>
public sealed class WireTests(SharedStores stores, SharedBroker brokers)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_only_the_change_with_exactly_the_headers_of_a_cloud_event()
    {
        await using var given = await StartAsync();
        await given.Service.PutAsync("sources/a", "a title");
        await Eventually.True(() => given.Client.Received.Count == 1);

        var message = Assert.Single(given.Client.Received);
        var store = given.Service.Replica.Current.StoreId;
        var recorded = message.Changed.RecordedAt.ToDateTimeOffset();
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["cloudEvents:specversion"] = "1.0",
                ["cloudEvents:id"] = $"recognitions/{store}/1",
                ["cloudEvents:source"] = "urn:kosovonato:recognitions",
                ["cloudEvents:type"] = "kosovonato.recognitions.v1.RecognitionsChanged",
                ["cloudEvents:subject"] = "sources/a",
                ["cloudEvents:time"] = recorded.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
                ["cloudEvents:dataschema"] = "urn:kosovonato:proto:kosovonato.recognitions.v1",
                ["cloudEvents:sequence"] = "00000000000000000001",
            },
            message.Headers.OrderBy(header => header.Key).ToDictionary());
        Assert.Equal("application/protobuf", message.Properties.ContentType);
        Assert.Equal(message.Id.ToGuid().ToString(), message.Properties.MessageId);
        Assert.True(message.Properties.Persistent);
        Assert.False(message.Properties.IsAppIdPresent() || message.Properties.IsTypePresent() || message.Properties.IsUserIdPresent()
            || message.Properties.IsReplyToPresent() || message.Properties.IsCorrelationIdPresent()
            || message.Properties.IsExpirationPresent());

        var change = Assert.Single(message.Changed.Changes);
        Assert.Equal((1, "tester", "a title"), (message.Changed.Revision, message.Changed.Actor, change.Resource.Source.Title));
        Assert.Null(change.Previous);
        given.Service.Errors.AssertNone();
    }

    [Fact]
    public async Task A_modified_resource_comes_with_its_previous_version()
    {
        await using var given = await StartAsync();
        var first = await given.Service.PutAsync("sources/a", "one");
        await given.Service.PutAsync("sources/a", "two", first);
        await Eventually.True(() => given.Client.Received.Count == 2);

        var change = Assert.Single(given.Client.Received.Last().Changed.Changes);
        Assert.Equal(
            ("one", "two", ChangeKind.Modified, 1L),
            (change.Previous.Source.Title, change.Resource.Source.Title, change.Kind, change.PreviousRevision));
    }

    [Fact]
    public async Task The_trace_of_a_request_continues_through_the_bus()
    {
        await using var given = await StartAsync();
        var request = new RegisterSourceRequest
        {
            Source = new Source { Name = "sources/a", Title = "A title", Kind = SourceKind.Page },
            RequestId = Guid.NewGuid().ToString(),
        };
        var headers = new Grpc.Core.Metadata
        {
            { "authorization", $"Bearer {RecognitionsFixture.Key}" },
            { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
        };
        await given.Service.Rpc.RegisterSourceAsync(request, headers, cancellationToken: Cancelled);
        await Eventually.True(() => given.Client.Received.Count == 1);

        var message = given.Client.Received.First();
        Assert.Matches("^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$", message["cloudEvents:traceparent"]);
        // Spans of a consumer are children of the write's span, not its siblings.
        Assert.DoesNotContain("b7ad6b7169203331", message["cloudEvents:traceparent"], StringComparison.Ordinal);
        Assert.Equal(message["cloudEvents:traceparent"], message.Changed.Traceparent);
    }

    [Fact]
    public async Task A_revision_of_several_resources_is_one_message_about_the_service()
    {
        await using var given = await StartAsync();
        var request = new BatchWriteRequest { RequestId = Guid.NewGuid().ToString() };
        request.Writes.Add(Enumerable.Range(0, 3).Select(i => new RecognitionsWrite
        {
            RegisterSource = new() { Source = new Source { Name = $"sources/{i}", Title = "A title", Kind = SourceKind.Page } },
        }));
        await given.Service.Rpc.BatchWriteAsync(
            request, new() { { "authorization", $"Bearer {RecognitionsFixture.Key}" } }, cancellationToken: Cancelled);
        await Eventually.True(() => given.Client.Received.Count == 1);

        var message = given.Client.Received.First();
        Assert.Equal("recognitions", message["cloudEvents:subject"]);
        Assert.Equal(3, message.Changed.Changes.Count);
    }

    [Fact]
    public async Task The_broker_has_exactly_the_documented_exchanges_and_queues()
    {
        var broker = await brokers.Server;
        var host = await broker.FreshVirtualHostAsync(Cancelled);
        var heard = new RecordingSubscriber();
        await using var service = await RecognitionsFixture.StartAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix(),
            broker.Address(host), subscriptions: [heard.Subscribe("milestones.recognitions")]);
        await service.SubscribedAsync();
        await service.PutAsync("sources/a", "a title");
        await heard.EventuallyAsync(1);

        var exchanges = await broker.RunAsync(
            "rabbitmqctl", ["list_exchanges", "-q", "--no-table-headers", "-p", host, "name", "type", "durable"], Cancelled);
        Assert.Equal(
            ["kosovonato.recognitions.v1.RecognitionsChanged\tfanout\ttrue", "milestones.recognitions\tfanout\ttrue"],
            exchanges.Split('\n').Where(
                line => line.Trim().Length > 0 && !line.StartsWith("amq.", StringComparison.Ordinal) && line[0] != '\t').Order());
        var queues = await broker.RunAsync(
            "rabbitmqctl", ["list_queues", "-q", "--no-table-headers", "-p", host, "name", "type", "durable", "arguments"], Cancelled);
        var queue = Assert.Single(queues.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("milestones.recognitions\tquorum\ttrue", queue, StringComparison.Ordinal);
        Assert.Contains("x-single-active-consumer", queue, StringComparison.Ordinal);
    }

    async Task<Given> StartAsync()
    {
        var broker = await brokers.Server;
        var address = broker.Address(await broker.FreshVirtualHostAsync(Cancelled));
        var client = await PlainClient.ConnectAsync(address);
        await client.SubscribeAsync();
        return new(await RecognitionsFixture.StartAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix(), address),
            client);
    }

    sealed record Given(RecognitionsFixture Service, PlainClient Client) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            await Client.DisposeAsync();
        }
    }
}
