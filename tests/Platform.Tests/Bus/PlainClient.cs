using System.Collections.Concurrent;
using KosovoNato.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>A partner's client of the broker, on the official RabbitMQ library.</summary>
sealed class PlainClient : IAsyncDisposable
{
    public const string Exchange = "kosovonato.recognitions.v1.RecognitionsChanged";

    readonly IConnection connection;
    readonly IChannel channel;
    readonly ConcurrentQueue<PlainMessage> received = new();

    PlainClient(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    public IReadOnlyCollection<PlainMessage> Received => received;

    public static async Task<PlainClient> ConnectAsync(string address)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync(
            TestContext.Current.CancellationToken);
        return new(connection, await connection.CreateChannelAsync(
            new CreateChannelOptions(true, true), TestContext.Current.CancellationToken));
    }

    /// <summary>Subscribes to all future changes of the service through a durable queue.</summary>
    public async Task SubscribeAsync(string queue = "a-partner")
    {
        await DeclareExchangeAsync();
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBindAsync(queue, Exchange, "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivered) =>
        {
            received.Enqueue(PlainMessage.Of(delivered.BasicProperties, delivered.Body));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }

    public Task DeclareExchangeAsync() => channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true);

    public async Task PublishAsync(BasicProperties properties, byte[] body, string exchange = Exchange) =>
        await channel.BasicPublishAsync(exchange, "", mandatory: false, properties, body);

    public async Task<PlainMessage?> TakeAsync(string queue) =>
        await channel.BasicGetAsync(queue, autoAck: true) is { } got ? PlainMessage.Of(got.BasicProperties, got.Body) : null;

    /// <summary>Waits for a message in a queue, which may not exist yet, and takes it.</summary>
    public async Task<PlainMessage> WaitForAsync(string queue, double seconds = 10)
    {
        PlainMessage? taken = null;
        await Eventually.True(
            async () => await HasAsync(queue) && (taken = await TakeAsync(queue)) is not null, seconds, $"{queue} has a message");
        return taken!;
    }

    /// <summary>Whether a queue exists and has a message.</summary>
    /// <remarks>Asks on a separate channel, because the broker closes a channel that asks for a missing queue.</remarks>
    public async Task<bool> HasAsync(string queue)
    {
        await using var own = await connection.CreateChannelAsync();
        try
        {
            return (await own.QueueDeclarePassiveAsync(queue)).MessageCount > 0;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
