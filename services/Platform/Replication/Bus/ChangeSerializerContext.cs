using System.Diagnostics.CodeAnalysis;
using MassTransit;
using MassTransit.Metadata;
using MassTransit.Serialization;

namespace KosovoNato.Replication.Bus;

/// <summary>
/// The MassTransit context of a received change. Response and fault addresses are not taken from the message: with them, any publisher to
/// the queue could make this service send to any address.
/// </summary>
/// <param name="change">The change; null if the message has another type.</param>
sealed class ChangeSerializerContext(IncomingChange? change, Uri? destination)
    : BaseSerializerContext(
        SystemTextJsonMessageSerializer.Instance, new Envelope(destination),
        change is null ? [] : [MessageUrn.ForTypeString<IncomingChange>()])
{
    public override bool TryGetMessage<T>([NotNullWhen(true)] out T? message) where T : class => (message = change as T) is not null;

    public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? message) =>
        (message = messageType.IsInstanceOfType(change) ? change : null) is not null;

    public override bool IsSupportedMessageType<T>() => change is T;

    public override bool IsSupportedMessageType(Type messageType) => messageType.IsInstanceOfType(change);

    public override IMessageSerializer GetMessageSerializer() => throw NotForwarded();

    public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message) => throw NotForwarded();

    public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes) => throw NotForwarded();

    public override Dictionary<string, object> ToDictionary<T>(T? message) where T : class => [];

    static NotSupportedException NotForwarded() => new("Changes are consumed, not forwarded.");

    sealed class Envelope(Uri? destination) : MessageContext
    {
        public Guid? MessageId => null;

        public Guid? RequestId => null;

        public Guid? CorrelationId => null;

        public Guid? ConversationId => null;

        public Guid? InitiatorId => null;

        public DateTime? ExpirationTime => null;

        public Uri? SourceAddress => null;

        public Uri? DestinationAddress => destination;

        public Uri? ResponseAddress => null;

        public Uri? FaultAddress => null;

        public DateTime? SentTime => null;

        public Headers Headers => EmptyHeaders.Instance;

        public HostInfo Host => HostMetadataCache.Empty;
    }
}
