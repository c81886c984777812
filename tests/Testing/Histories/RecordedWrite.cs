namespace KosovoNato.Testing.Histories;

/// <summary>One write as its writer observed it, from the first attempt to the last, all with the same request ID.</summary>
/// <param name="RequestId">The request's UUID.</param>
/// <param name="Name">The name of the written resource.</param>
/// <param name="InvokedAt">The monotonic time before the first attempt.</param>
public sealed record RecordedWrite(string RequestId, string Name, long InvokedAt)
{
    /// <summary>All responses to the request; more than one if it was repeated after a response.</summary>
    public IReadOnlyList<WriteAck> Answers { get; init; } = [];

    /// <summary>Whether the last response was a rejection: the write did not happen and never will.</summary>
    public bool Refused { get; init; }
}

/// <summary>An acknowledgement of a write.</summary>
/// <param name="Revision">The revision in the response.</param>
/// <param name="Etag">The etag of the version in the response.</param>
/// <param name="At">The monotonic time of its arrival.</param>
public sealed record WriteAck(long Revision, string Etag, long At);
