using System.Text;
using KosovoNato.Recognitions.V1;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>Reads the bus with RabbitMQ's own library, as protos/README.md shows it.</summary>
static class BusSnippet
{
    public static async Task RunAsync(Uri broker, TextWriter output, CancellationToken stop)
    {
        // README
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(stop);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);

        // The exchange has the name of the message. The first client declares it, with exactly these arguments.
        var exchange = RecognitionsChanged.Descriptor.FullName;
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: stop);

        // Your own queue, with a name of your choice. It collects messages while you are away.
        const string queue = "dashboard.recognitions";
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-single-active-consumer"] = true };
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: stop);
        await channel.QueueBindAsync(queue, exchange, routingKey: "", cancellationToken: stop);
        await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 16, global: false, stop);

        var (store, newest) = ("", 0L);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var changed = RecognitionsChanged.Parser.ParseFrom(delivery.Body.Span);
            var from = Encoding.UTF8.GetString((byte[])delivery.BasicProperties.Headers!["cloudEvents:id"]!).Split('/')[1];
            if (from != store || changed.Revision > newest)
            {
                if (from != store || changed.Revision > newest + 1)
                {
                    output.WriteLine($"before {changed.Revision}: ask the service"); // At the beginning, and when something was missed.
                }

                foreach (var change in changed.Changes)
                {
                    output.WriteLine($"{change.Name} {change.Kind} in {changed.Revision}");
                }

                (store, newest) = (from, changed.Revision);
            }

            // Acknowledge last: if the process ends before, the message is delivered again.
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stop);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, stop);
        output.WriteLine($"reading {queue}");
        await Task.Delay(Timeout.Infinite, stop);
        // end of README
    }
}
