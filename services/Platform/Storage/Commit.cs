namespace KosovoNato.Storage;

/// <summary>A write that is ready to be committed.</summary>
/// <param name="RequestId">The request's UUID, 32 hexadecimal digits.</param>
/// <param name="Fingerprint">A fingerprint of the content, which detects a request ID that is reused for other content.</param>
/// <param name="Preconditions">The resources with the revisions that they must still have, 0 for resources that must not exist; or
/// <see cref="Head"/> with the revision that must still be the head revision.</param>
/// <param name="WrittenNames">The names of the resources that change; none if every commit of the service expects the head
/// revision.</param>
/// <param name="Change">The encoded change message, without revision and time.</param>
sealed record Commit(
    string RequestId,
    string Fingerprint,
    IReadOnlyList<KeyValuePair<string, long>> Preconditions,
    IReadOnlyList<string> WrittenNames,
    ReadOnlyMemory<byte> Change)
{
    /// <summary>The head revision, in place of the name of a resource.</summary>
    public const string Head = "head";

    readonly TaskCompletionSource<CommitOutcome> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CommitOutcome> Outcome => done.Task;

    public int Size => Change.Length + 64 * (Preconditions.Count + WrittenNames.Count + 2);

    public CancellationToken CancellationToken { get; init; }

    public void Resolve(CommitOutcome outcome) => done.TrySetResult(outcome);

    public void Fail(Exception reason) => done.TrySetException(reason);
}

/// <summary>The outcome of a commit.</summary>
abstract record CommitOutcome
{
    /// <summary>The write is on disk and in this instance's replica.</summary>
    public sealed record Committed(RevisionEntry Entry) : CommitOutcome;

    /// <summary>The same request was already committed, at this revision.</summary>
    public sealed record AlreadyCommitted(long Revision) : CommitOutcome;

    /// <summary>The request ID was used before, for other content.</summary>
    public sealed record RequestIdReused(long Revision) : CommitOutcome;

    /// <summary>A precondition does not hold: the resource, or the head, is at this revision.</summary>
    public sealed record Conflict(string Name, long Revision) : CommitOutcome;
}
