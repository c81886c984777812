using KosovoNato.Kernel;

namespace KosovoNato.Replication.Bus;

/// <summary>A revision to publish on the bus.</summary>
/// <param name="topic">The topic of the service that recorded the revision.</param>
/// <param name="body">The encoded change message.</param>
sealed class OutgoingChange(ChangeEventId id, ChangeTopic topic, DateTimeOffset recordedAt, string subject, string traceparent, byte[] body)
{
    const int NoThread = -1;
    volatile int handedOverBy = NoThread;

    public ChangeEventId Id => id;

    public ChangeTopic Topic => topic;

    public DateTimeOffset RecordedAt => recordedAt;

    /// <summary>The name of the changed resource, or of the service if the revision does not change exactly one resource.</summary>
    public string Subject => subject;

    /// <summary>The W3C trace context of the write. Empty if the write has no trace.</summary>
    public string Traceparent => traceparent;

    public byte[] Body => body;

    /// <summary>
    /// Whether the transport took the change synchronously, within the send call, and thus in order. Otherwise the transport is still
    /// waiting for a connection on another thread.
    /// </summary>
    public bool WasDispatchedInline => handedOverBy == Environment.CurrentManagedThreadId;

    public void MarkDispatched() => handedOverBy = Environment.CurrentManagedThreadId;
}
