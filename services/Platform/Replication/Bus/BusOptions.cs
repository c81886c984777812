using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Replication.Bus;

/// <summary>How changes get from service to service. Section "Bus" of the settings.</summary>
public sealed record BusOptions : IValidatableObject
{
    /// <summary>
    /// The RabbitMQ broker: <c>amqp://user:password@host:port/vhost</c>, or amqps with TLS. User and password default to guest,
    /// the port to 5672 (5671 with TLS), the vhost to "/". Empty, the default: no broker; nothing is published, and neighbors
    /// are followed by their Watch alone.
    /// </summary>
    public string RabbitMqUri { get; init; } = "";

    /// <summary>How many messages wait in memory for their turn, for each neighbor, 1 to 1,000. Default 16.</summary>
    [Range(1, 1_000)]
    public int PrefetchCount { get; init; } = 16;

    /// <summary>
    /// How often a message is tried again when taking it in failed, 0 to 5; after that it goes to the queue's <c>_error</c>.
    /// Default 3. Those behind it wait meanwhile, because order is kept.
    /// </summary>
    [Range(0, 5)]
    public int RetryCount { get; init; } = 3;

    /// <summary>The time between these tries, 10 ms to 5 s. Default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:05")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long the broker may take to confirm what was published, 1 to 30 s; then it is published again. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The largest message, 64 KiB to 64 MiB. Default 1 MiB. A larger revision is not published: subscribers see the gap and
    /// fetch it by Watch. A larger message of somebody else goes to <c>_error</c>.
    /// </summary>
    [Range(64 << 10, 64 << 20)]
    public int MaxMessageBytes { get; init; } = 1 << 20;

    /// <summary>How many revisions are on their way to the broker at once, 2 to <see cref="MaxInFlightLimit"/>. Default 64.</summary>
    [Range(2, MaxInFlightLimit)]
    public int MaxInFlight { get; init; } = MaxInFlightLimit;

    /// <summary>
    /// How long an instance may publish without renewing its right to, 2 to 60 s. Default 5 s. So long nothing is published
    /// after the instance that did it was killed.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:01:00")]
    public TimeSpan RelayLeaseDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Beyond half of the 128 publications that RabbitMQ's client lets wait on a channel, it delays each by a time of its own,
    /// and they overtake each other.
    /// </summary>
    public const int MaxInFlightLimit = 64;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // What was given is not repeated: it may hold a password.
        if (!string.IsNullOrEmpty(RabbitMqUri) && !BusAddress.TryParse(RabbitMqUri, out _))
        {
            yield return new ValidationResult(
                "Bus:RabbitMqUri must be amqp://user:password@host:port/vhost, or the same with amqps; characters that have a meaning in "
                + "an address are percent-encoded.",
                [nameof(RabbitMqUri)]);
        }
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => BusAddress.TryParse(RabbitMqUri, out var address) ? $"{address}" : "no broker";
}
