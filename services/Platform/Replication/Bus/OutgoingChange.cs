using KosovoNato.Kernel;
using MassTransit;

namespace KosovoNato.Replication.Bus;

/// <summary>A revision to publish on the bus.</summary>
/// <param name="topic">The topic of the service that recorded the revision.</param>
/// <param name="body">The encoded change message.</param>
sealed class OutgoingChange(ChangeEventId id, ChangeTopic topic, DateTimeOffset recordedAt, string subject, string traceparent, byte[] body)
{
    readonly Lock sending = new();

    public ChangeEventId Id => id;

    public ChangeTopic Topic => topic;

    public DateTimeOffset RecordedAt => recordedAt;

    /// <summary>The name of the changed resource, or of the service if the revision does not change exactly one resource.</summary>
    public string Subject => subject;

    /// <summary>The W3C trace context of the write. Empty if the write has no trace.</summary>
    public string Traceparent => traceparent;

    public byte[] Body => body;

    /// <summary>
    /// Whether the transport took the change within <see cref="SendTo"/>, and thus in order. Otherwise the transport is still waiting for a
    /// connection, and takes the change later on another thread.
    /// </summary>
    public bool WasDispatchedInline { get; private set; }

    public Task SendTo(ISendEndpoint exchange, CancellationToken cancellationToken)
    {
        lock (sending)
        {
            return exchange.Send(this, cancellationToken);
        }
    }

    /// <summary>Called when the transport takes the change, after which it writes it to the channel.</summary>
    public void MarkDispatched() => WasDispatchedInline |= sending.IsHeldByCurrentThread;
}
