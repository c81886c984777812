namespace KosovoNato.Replication.Bus;

/// <summary>
/// AMQP headers that accept only CloudEvents headers. The libraries below would add others: RabbitMQ's client a sequence number of its
/// channel, MassTransit an activity ID.
/// </summary>
sealed class FilteredAmqpHeaders : Dictionary<string, object?>, IDictionary<string, object?>
{
    object? IDictionary<string, object?>.this[string key]
    {
        get => this[key];
        set
        {
            if (CloudEventHeaders.IsCloudEventHeader(key))
            {
                this[key] = value;
            }
        }
    }
}
