using System.Text;
using System.Text.RegularExpressions;
using KosovoNato.Contract.Tests;
using KosovoNato.Testing;
using RabbitMQ.Client;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>The bus behaves as protos/README.md and protos/asyncapi.yaml describe it to its clients.</summary>
public sealed class BusSubscriberTests(SharedStores stores, SharedBroker brokers, NodePrograms programs)
{
    const string Exchange = "kosovonato.recognitions.v1.RecognitionsChanged";

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData("C#")]
    [InlineData("TypeScript")]
    public async Task A_subscriber_receives_everything_including_messages_sent_while_it_was_disconnected(string language)
    {
        var broker = await BrokerAsync();
        await using var deployment = await StartAsync(broker);
        await using (var first = await SubscribeAsync(language, broker))
        {
            await first.WroteAsync("reading dashboard.recognitions");
            await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
            await first.WroteAsync("sources/a added in 1");
            await deployment.Rpc.CorrectSourceAsync(TestRequests.Correct("a", "Another title"));
            await first.WroteAsync("sources/a modified in 2");
            Assert.Equal(
                ["before 1: ask the service", "reading dashboard.recognitions", "sources/a added in 1", "sources/a modified in 2"],
                first.Written.Select(line => line.ToLowerInvariant()).Order(StringComparer.Ordinal));
        }

        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("b"));
        await using var second = await SubscribeAsync(language, broker);
        await second.WroteAsync("sources/b added in 3");
        // If the first process ended before its last acknowledgement arrived, one message is delivered again, and no other.
        Assert.DoesNotContain("sources/a added in 1", second.Written, StringComparer.OrdinalIgnoreCase);
        deployment.Service.AssertNoErrors();
    }

    [Fact(Explicit = true)]
    public async Task The_headers_of_a_message_match_their_description()
    {
        var description = AsyncApi.Parse(await File.ReadAllTextAsync(Path.Combine(BuildPaths.Protos, "asyncapi.yaml"), Cancelled));
        var own = description.MessageOf(description.Channels.Values.Single(channel => channel.Address == Exchange));
        var trait = description.TraitOf(own).Headers;
        var broker = await BrokerAsync();
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(Cancelled);
        await using var client = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        await client.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true, cancellationToken: Cancelled);
        var queue = await client.QueueDeclareAsync(cancellationToken: Cancelled);
        await client.QueueBindAsync(queue, Exchange, "", cancellationToken: Cancelled);
        await using var deployment = await StartAsync(broker);
        var traced = new Grpc.Core.Metadata { { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" } };
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"), traced);

        BasicGetResult? message = null;
        await Eventually.True(async () => (message = await client.BasicGetAsync(queue, autoAck: true, Cancelled)) is not null, 30);
        var headers = message!.BasicProperties.Headers!.ToDictionary(
            header => header.Key, header => Encoding.UTF8.GetString((byte[])header.Value!));
        Assert.Equal(trait.Properties.Keys.Order(), headers.Keys.Order());
        Assert.Equal(trait.Required.Append("cloudEvents:traceparent").Order(), headers.Keys.Order());
        Assert.All(trait.Properties.Concat(own.Headers.Properties), header =>
        {
            Assert.Equal(header.Value.Const ?? headers[header.Key], headers[header.Key]);
            Assert.Matches(new Regex(header.Value.Pattern ?? ""), headers[header.Key]);
        });
        Assert.Equal("sources/a", headers["cloudEvents:subject"]);
        Assert.Equal((1, "application/protobuf"), (int.Parse(headers["cloudEvents:sequence"]), message.BasicProperties.ContentType));
    }

    async Task<Uri> BrokerAsync()
    {
        var server = await brokers.Server;
        return new(server.Address(await server.FreshVirtualHostAsync(Cancelled)));
    }

    async Task<Deployment> StartAsync(Uri broker) => await Deployment.StartAsync(
        (await stores.Of(StoreBackend.Redis)).Configuration, settings: ("Bus:RabbitMqUri", broker.ToString()));

    async Task<Subscriber> SubscribeAsync(string language, Uri broker) => language == "C#"
        ? Subscriber.Here((output, cancellationToken) => BusSnippet.RunAsync(broker, output, cancellationToken))
        : (await programs.Workspace).Start("bus.js", ("BROKER", broker.ToString()));
}
