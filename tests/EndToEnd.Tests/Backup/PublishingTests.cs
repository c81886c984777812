using System.Text;
using KosovoNato.Kernel;
using KosovoNato.Testing;
using RabbitMQ.Client;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>The messages that bus subscribers receive after a restore.</summary>
public sealed class PublishingTests(SharedStores stores, SharedBroker brokers)
{
    const string Exchange = "kosovonato.recognitions.v1.RecognitionsChanged";
    const string Queue = "a-partner";

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task A_restored_store_publishes_its_head_revision_and_later_revisions_and_nothing_twice()
    {
        var broker = await brokers.Server;
        var address = broker.Address(await broker.FreshVirtualHostAsync(Cancelled));
        await using var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true, cancellationToken: Cancelled);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancelled);
        await channel.QueueBindAsync(Queue, Exchange, "", cancellationToken: Cancelled);

        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        var old = new BackupProgram(store, StoreServer.FreshPrefix());
        var heard = new List<ChangeEventId>();
        await using (var service = await RunningRecognitions.StartAsync(old, ("Bus:RabbitMqUri", address)))
        {
            await service.WriteAsync(10);
            await HearAsync(channel, heard, 10);
        }

        var restored = new BackupProgram(store, StoreServer.FreshPrefix());
        await restored.ImportAsync(await old.ExportAsync());
        await using var again = await RunningRecognitions.StartAsync(restored, ("Bus:RabbitMqUri", address));
        await HearAsync(channel, heard, 11);
        await again.Rpc.RegisterSourceAsync(TestRequests.Register("after-the-restore"));
        await HearAsync(channel, heard, 12);

        var (before, after) = (await StoredHash.IdentityAsync(old), await StoredHash.IdentityAsync(restored));
        Assert.Equal(
            [.. Enumerable.Range(1, 10).Select(i => new ChangeEventId("recognitions", before, i)), new("recognitions", after, 10),
                new("recognitions", after, 11)],
            heard);
    }

    static Task HearAsync(IChannel channel, List<ChangeEventId> heard, int count) => Eventually.True(
        async () =>
        {
            while (await channel.BasicGetAsync(Queue, autoAck: true, Cancelled) is { } got)
            {
                Assert.True(
                    ChangeEventId.TryParse(Encoding.UTF8.GetString((byte[])got.BasicProperties.Headers!["cloudEvents:id"]!), out var id));
                heard.Add(id);
            }

            return heard.Count >= count;
        },
        seconds: 30, what: $"{count} events");
}
