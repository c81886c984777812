using System.Net.Mime;
using System.Runtime.Serialization;
using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using MassTransit;
using MassTransit.Serialization;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// Deserializes the changes of one service. An invalid message causes an exception and goes to <c>_error</c> without a retry. A message of
/// another type has no consumer and goes to <c>_skipped</c>.
/// </summary>
sealed class ChangeDeserializer(ContentType contentType, ChangeTopic topic, int mostBytes) : IMessageDeserializer
{
    public ContentType ContentType => contentType;

    public ConsumeContext Deserialize(ReceiveContext receiveContext)
    {
        if (receiveContext.ContentType?.MediaType is var mediaType
            && !string.Equals(mediaType, CloudEventHeaders.ContentType, StringComparison.OrdinalIgnoreCase))
        {
            throw new SerializationException($"The content type is \"{mediaType}\"; only {CloudEventHeaders.ContentType} is accepted.");
        }

        return new BodyConsumeContext(
            receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));
    }

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null)
    {
        var bytes = body.GetBytes();
        if (bytes.Length > mostBytes)
        {
            throw new SerializationException($"The body has {bytes.Length} bytes; at most {mostBytes} are accepted.");
        }

        var (type, id) = CloudEventHeaders.Read(headers);
        if (type != topic.Message)
        {
            return new ChangeSerializerContext(null, destinationAddress);
        }

        var change = Parse(bytes);
        // Almost any bytes can be parsed as a protobuf message. The revision shows whether they are a change.
        return id.Service == topic.Service && id.Revision == change.Revision
            ? new ChangeSerializerContext(new IncomingChange(id, change), destinationAddress)
            : throw new SerializationException(
                $"The body has revision {change.Revision}, but cloudEvents:id is {id}: the service or the revision does not match.");
    }

    ChangeEnvelope Parse(byte[] bytes)
    {
        try
        {
            return ChangeEnvelope.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new SerializationException($"The body is not a {topic.Message}: {e.Message}", e);
        }
    }

    public MessageBody GetMessageBody(string text) => throw new NotSupportedException("Message bodies are bytes, not text.");

    public void Probe(ProbeContext context) => context.CreateScope("protobuf").Add("message", topic.Message);
}
