using KosovoNato.Kernel;

namespace KosovoNato.Replication.Bus;

/// <summary>One revision on its way to the bus.</summary>
/// <param name="topic">Whose it is.</param>
/// <param name="body">The encoded change message.</param>
sealed class OutgoingChange(ChangeEventId id, ChangeTopic topic, DateTimeOffset recordedAt, string subject, string traceparent, byte[] body)
{
    const int NoThread = -1;
    volatile int handedOverBy = NoThread;

    public ChangeEventId Id => id;

    public ChangeTopic Topic => topic;

    public DateTimeOffset RecordedAt => recordedAt;

    /// <summary>The resource that changed, or the service if there is not exactly one.</summary>
    public string Subject => subject;

    /// <summary>Where to go on in the trace of the write; empty if it had none.</summary>
    public string Traceparent => traceparent;

    public byte[] Body => body;

    /// <summary>
    /// Says whether the transport took it within the call that sent it: then it has its place in the order. Otherwise it is
    /// still looking for a connection, on another thread.
    /// </summary>
    public bool WasDispatchedInline => handedOverBy == Environment.CurrentManagedThreadId;

    public void MarkDispatched() => handedOverBy = Environment.CurrentManagedThreadId;
}
