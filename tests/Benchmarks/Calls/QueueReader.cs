using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace KosovoNato.Benchmarks.Calls;

/// <summary>Reads a quorum queue with all changes of the service, and reports their rate.</summary>
sealed class QueueReader : IAsyncDisposable
{
    public const string Queue = "benchmark";
    const string Exchange = "kosovonato.recognitions.v1.RecognitionsChanged";
    const string Sequence = "cloudEvents:sequence";

    static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    readonly IChannel channel;
    readonly Lock gate = new();
    int count;
    long first, last, revision, until = long.MaxValue;
    int untilCount = int.MaxValue;
    byte[] body = [];
    TaskCompletionSource reached = new();

    QueueReader(IChannel channel) => this.channel = channel;

    public double PerSecond => (count - 1) / Stopwatch.GetElapsedTime(first, last).TotalSeconds;

    public static async Task<QueueReader> OpenAsync(IConnection connection, CancellationToken cancel)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        var reader = new QueueReader(channel);
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancel);
        await channel.QueueDeclareAsync(
            Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" },
            cancellationToken: cancel);
        await channel.QueueBindAsync(Queue, Exchange, "", cancellationToken: cancel);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            reader.Take(message);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(Queue, autoAck: true, consumer, cancel);
        return reader;
    }

    /// <summary>Starts counting at zero.</summary>
    public void Start()
    {
        lock (gate)
        {
            (count, until, untilCount, reached) = (0, long.MaxValue, int.MaxValue, new TaskCompletionSource());
        }
    }

    /// <summary>Waits until a revision arrives, and returns its bytes.</summary>
    public async Task<byte[]> UntilRevisionAsync(long wanted, CancellationToken cancellationToken)
    {
        await WaitAsync(() => until = wanted, cancellationToken);
        return body;
    }

    public Task UntilCountAsync(int wanted, CancellationToken cancellationToken) => WaitAsync(() => untilCount = wanted, cancellationToken);

    Task WaitAsync(Action set, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            set();
            Check();
            return reached.Task.WaitAsync(Limit, cancellationToken);
        }
    }

    void Take(BasicDeliverEventArgs message)
    {
        lock (gate)
        {
            last = Stopwatch.GetTimestamp();
            first = count++ == 0 ? last : first;
            if (message.BasicProperties.Headers?.TryGetValue(Sequence, out var sequence) is true)
            {
                var next = long.Parse((byte[])sequence!, System.Globalization.CultureInfo.InvariantCulture);
                if (next != revision + 1 && revision != 0)
                {
                    reached.TrySetException(new InvalidDataException($"Revision {next} came after {revision}."));
                }

                (revision, body) = (next, message.Body.ToArray());
            }

            Check();
        }
    }

    void Check()
    {
        if (revision >= until || count >= untilCount)
        {
            reached.TrySetResult();
        }
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();
}
