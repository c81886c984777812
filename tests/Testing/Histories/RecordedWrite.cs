namespace KosovoNato.Testing.Histories;

/// <summary>One write as its writer saw it, from the first attempt to the last, all with one request id.</summary>
/// <param name="RequestId">The request's UUID.</param>
/// <param name="Name">What it writes.</param>
/// <param name="InvokedAt">Monotonic time before the first attempt.</param>
public sealed record RecordedWrite(string RequestId, string Name, long InvokedAt)
{
    /// <summary>Every answer that the request got; more than one where it was repeated after an answer.</summary>
    public IReadOnlyList<WriteAck> Answers { get; init; } = [];

    /// <summary>Says that the last word was a refusal: the write did not happen and never will.</summary>
    public bool Refused { get; init; }
}

/// <summary>An acknowledgement.</summary>
/// <param name="Revision">The revision that it names.</param>
/// <param name="Etag">The etag of the version that it shows.</param>
/// <param name="At">Monotonic time of its arrival.</param>
public sealed record WriteAck(long Revision, string Etag, long At);
