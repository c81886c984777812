namespace KosovoNato.Replication.Bus;

/// <summary>
/// AMQP headers that only take those of a CloudEvent. The libraries below write more into what they are given: RabbitMQ's
/// client a sequence number of its channel, MassTransit the id of an activity.
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
