namespace KosovoNato.Storage;

/// <summary>A write, ready for the store.</summary>
/// <param name="RequestId">The request's UUID, 32 hexadecimal digits.</param>
/// <param name="Fingerprint">Tells whether another request with this id has the same content.</param>
/// <param name="Preconditions">Resources with the revisions they must still have, 0 for those that must not exist; or
/// <see cref="Head"/> with the revision that must still be the newest of all.</param>
/// <param name="WrittenNames">The resources that change.</param>
/// <param name="Change">The encoded change message, without revision and time.</param>
sealed record Commit(
    string RequestId,
    string Fingerprint,
    IReadOnlyList<KeyValuePair<string, long>> Preconditions,
    IReadOnlyList<string> WrittenNames,
    ReadOnlyMemory<byte> Change)
{
    /// <summary>In place of a name: the newest revision of the log.</summary>
    public const string Head = "head";

    readonly TaskCompletionSource<CommitOutcome> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<CommitOutcome> Outcome => done.Task;

    public int Size => Change.Length + 64 * (Preconditions.Count + WrittenNames.Count + 2);

    public CancellationToken CancellationToken { get; init; }

    public void Resolve(CommitOutcome outcome) => done.TrySetResult(outcome);

    public void Fail(Exception reason) => done.TrySetException(reason);
}

/// <summary>What became of a commit.</summary>
abstract record CommitOutcome
{
    /// <summary>It is on disk, and this instance's state has it.</summary>
    public sealed record Committed(RevisionEntry Entry) : CommitOutcome;

    /// <summary>The same request was committed before, at this revision.</summary>
    public sealed record AlreadyCommitted(long Revision) : CommitOutcome;

    /// <summary>The request id was used before, for another content.</summary>
    public sealed record RequestIdReused(long Revision) : CommitOutcome;

    /// <summary>A resource is at another revision than expected.</summary>
    public sealed record Conflict(string Name, long Revision) : CommitOutcome;
}
