using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Replication.Bus;

/// <summary>The options of the bus that carries changes between services. Section "Bus" of the settings.</summary>
public sealed record BusOptions : IValidatableObject
{
    /// <summary>
    /// The URI of the RabbitMQ broker: <c>amqp://user:password@host:port/vhost</c>, or amqps for TLS. User and password default to guest,
    /// the port to 5672 (5671 with TLS), the vhost to "/". Default: empty, no broker. Without a broker, nothing is published and upstreams
    /// are followed by Watch only.
    /// </summary>
    public string RabbitMqUri { get; init; } = "";

    /// <summary>
    /// The other nodes of a broker with several nodes, each as <c>host</c> or <c>host:port</c>, with the port, user, vhost and TLS of
    /// <see cref="RabbitMqUri"/>. Default: none. When a connection ends, the next attempt is made to the next node. With TLS, the
    /// certificate of each node must contain the host of the URI.
    /// </summary>
    [MaxLength(MaxNodes)]
    public IReadOnlyList<string> RabbitMqNodes { get; init; } = [];

    /// <summary>The maximum number of prefetched messages per upstream, 1 to 1,000. Default 16.</summary>
    [Range(1, 1_000)]
    public int PrefetchCount { get; init; } = 16;

    /// <summary>
    /// The number of retries if a message could not be applied, 0 to 5. Default 3. After the last one, the message goes to the queue's
    /// <c>_error</c>. Later messages wait during the retries, because order is kept.
    /// </summary>
    [Range(0, 5)]
    public int RetryCount { get; init; } = 3;

    /// <summary>The delay between retries, 10 ms to 5 s. Default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:05")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The time within which the broker must confirm a publication, 1 to 30 s; after it, the publication is repeated. Default 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The maximum size of a message, 64 KiB to 64 MiB. Default 1 MiB. A larger revision is not published: subscribers see the gap and
    /// fetch the revision by Watch. A larger message from another publisher goes to <c>_error</c>.
    /// </summary>
    [Range(64 << 10, 64 << 20)]
    public int MaxMessageBytes { get; init; } = 1 << 20;

    /// <summary>The maximum number of revisions in flight to the broker, 2 to <see cref="MaxInFlightLimit"/>. Default 64.</summary>
    [Range(2, MaxInFlightLimit)]
    public int MaxInFlight { get; init; } = MaxInFlightLimit;

    /// <summary>
    /// The duration of the relay lease unless it is renewed, 2 to 60 s. Default 5 s. If the publishing instance is killed, publishing
    /// pauses until its lease expires.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:01:00")]
    public TimeSpan RelayLeaseDuration { get; init; } = TimeSpan.FromSeconds(5);

    const int MaxNodes = 16;

    /// <summary>
    /// Half of the 128 outstanding publications that RabbitMQ's client allows on a channel. Beyond that, the client delays each publication
    /// for a different time, and publications overtake each other.
    /// </summary>
    public const int MaxInFlightLimit = 64;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // The error does not repeat the value, which may contain a password.
        if (!string.IsNullOrEmpty(RabbitMqUri) && !BrokerUri.TryParse(RabbitMqUri, out _))
        {
            yield return new ValidationResult(
                "Bus:RabbitMqUri must be amqp://user:password@host:port/vhost, or the same with amqps; reserved characters must be "
                + "percent-encoded.",
                [nameof(RabbitMqUri)]);
        }

        if (RabbitMqNodes.Count > 0 && string.IsNullOrEmpty(RabbitMqUri))
        {
            yield return new ValidationResult(
                "Bus:RabbitMqNodes needs Bus:RabbitMqUri, which has the first node, the user and the vhost.", [nameof(RabbitMqNodes)]);
        }

        foreach (var (index, node) in RabbitMqNodes.Index())
        {
            if (!BrokerUri.IsNode(node))
            {
                yield return new ValidationResult(
                    $"Bus:RabbitMqNodes:{index} must be a host or host:port, for example rabbitmq-1.rabbitmq:5672; scheme, user and vhost "
                    + "are in Bus:RabbitMqUri.",
                    [nameof(RabbitMqNodes)]);
            }
        }
    }

    /// <summary>Returns the broker's nodes without the credentials.</summary>
    public override string ToString() =>
        BrokerUri.TryParse(RabbitMqUri, out var broker) ? BrokerUri.EndpointOf(broker, RabbitMqNodes) : "no broker";
}
