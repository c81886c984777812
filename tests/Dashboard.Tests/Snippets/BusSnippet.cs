using KosovoNato.Changes.V1;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace KosovoNato.Dashboard.Tests.Snippets;

/// <summary>A ticker of everything that happens, as services/Dashboard/README.md shows it.</summary>
static class BusSnippet
{
    public static async Task RunAsync(Uri broker, TextWriter output, CancellationToken stop)
    {
        // README
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(stop);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stop);

        // A queue that is deleted with this page: a ticker does not need what happened in its absence.
        var queue = await channel.QueueDeclareAsync(cancellationToken: stop);
        string[] services = ["recognitions.v1.Recognitions", "milestones.v1.Milestones", "recommendations.v1.Recommendations"];
        foreach (var service in services)
        {
            var exchange = $"kosovonato.{service}Changed";
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: stop);
            await channel.QueueBindAsync(queue, exchange, routingKey: "", cancellationToken: stop);
        }

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            // The envelope fits the changes of every service. A revision may be delivered twice.
            var changed = ChangeEnvelope.Parser.ParseFrom(delivery.Body.Span);
            foreach (var change in changed.Changes)
            {
                output.WriteLine($"{change.Name} in {changed.Revision} by {changed.Actor}: {changed.Reason}");
            }

            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer, stop);
        output.WriteLine("reading");
        await Task.Delay(Timeout.Infinite, stop);
        // end of README
    }
}
