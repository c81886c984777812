using System.Net.Mime;
using KosovoNato.Kernel;
using MassTransit;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// Creates serializers without the envelope of MassTransit's own serializers: the body is the protobuf message alone, so that a consumer
/// needs only the .proto file.
/// </summary>
/// <param name="topic">The changes to deserialize.</param>
/// <param name="mostBytes">The maximum size of a body to deserialize.</param>
sealed class ChangeSerializerFactory(ChangeTopic topic, int mostBytes) : ISerializerFactory
{
    public ContentType ContentType { get; } = new(CloudEventHeaders.ContentType);

    public IMessageSerializer CreateSerializer() => new ChangeSerializer(ContentType);

    public IMessageDeserializer CreateDeserializer() => new ChangeDeserializer(ContentType, topic, mostBytes);
}

sealed class ChangeSerializer(ContentType contentType) : IMessageSerializer
{
    public ContentType ContentType => contentType;

    /// <summary>Called as soon as the transport has a channel, immediately before it publishes.</summary>
    public MessageBody GetMessageBody<T>(SendContext<T> context) where T : class
    {
        if (context.Message is not OutgoingChange change)
        {
            throw new NotSupportedException($"The bus carries only changes, not {typeof(T).Name}.");
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
