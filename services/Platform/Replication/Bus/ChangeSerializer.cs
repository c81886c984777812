using System.Net.Mime;
using KosovoNato.Kernel;
using MassTransit;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// Puts changes on the wire as MassTransit's own serializers do not: the body is the protobuf message alone, so that a
/// consumer needs the .proto and nothing else.
/// </summary>
/// <param name="topic">What is read.</param>
/// <param name="mostBytes">The largest body that is read.</param>
sealed class ChangeSerializerFactory(ChangeTopic topic, int mostBytes) : ISerializerFactory
{
    public ContentType ContentType { get; } = new(CloudEventHeaders.ContentType);

    public IMessageSerializer CreateSerializer() => new ChangeSerializer(ContentType);

    public IMessageDeserializer CreateDeserializer() => new ChangeDeserializer(ContentType, topic, mostBytes);
}

sealed class ChangeSerializer(ContentType contentType) : IMessageSerializer
{
    public ContentType ContentType => contentType;

    /// <summary>Called once the transport has a channel, right before it publishes.</summary>
    public MessageBody GetMessageBody<T>(SendContext<T> context) where T : class
    {
        if (context.Message is not OutgoingChange change)
        {
            throw new NotSupportedException($"Only changes go on this bus, not a {typeof(T).Name}.");
        }

        context.MessageId = change.Id.ToGuid();
        CloudEventHeaders.Write(context.Headers, change);
        if (context is RabbitMqSendContext amqp)
        {
            amqp.BasicProperties.Headers = new FilteredAmqpHeaders();
        }

        change.MarkDispatched();
        return new BytesMessageBody(change.Body);
    }
}
