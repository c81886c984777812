using System.Net.Mime;
using System.Runtime.Serialization;
using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using MassTransit;
using MassTransit.Serialization;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// Reads changes of one service. What cannot be one throws, so that it goes to <c>_error</c> without being tried again; a
/// message of another type is left without a consumer, and goes to <c>_skipped</c>.
/// </summary>
sealed class ChangeDeserializer(ContentType contentType, ChangeTopic topic, int mostBytes) : IMessageDeserializer
{
    public ContentType ContentType => contentType;

    public ConsumeContext Deserialize(ReceiveContext receiveContext)
    {
        if (receiveContext.ContentType?.MediaType is var mediaType && mediaType != CloudEventHeaders.ContentType)
        {
            throw new SerializationException($"The content type is \"{mediaType}\"; {CloudEventHeaders.ContentType} is read.");
        }

        return new BodyConsumeContext(
            receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));
    }

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null)
    {
        var bytes = body.GetBytes();
        if (bytes.Length > mostBytes)
        {
            throw new SerializationException($"The body has {bytes.Length} bytes; up to {mostBytes} are read.");
        }

        var (type, id) = CloudEventHeaders.Read(headers);
        if (type != topic.Message)
        {
            return new ChangeSerializerContext(null, destinationAddress);
        }

        var change = Parse(bytes);
        // Almost any bytes are some protobuf message; the number tells ours from them.
        return id.Service == topic.Service && id.Revision == change.Revision
            ? new ChangeSerializerContext(new IncomingChange(id, change), destinationAddress)
            : throw new SerializationException($"The body is of revision {change.Revision}, and not of {id} as its header says.");
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

    public MessageBody GetMessageBody(string text) => throw new NotSupportedException("Bodies are bytes, not text.");

    public void Probe(ProbeContext context) => context.CreateScope("protobuf").Add("message", topic.Message);
}
