namespace KosovoNato.Client.Watching;

/// <summary>How a watch behaves when it does not simply go on.</summary>
public sealed record WatchOptions
{
    /// <summary>
    /// What to do when the service no longer has the past after the last token (DATASET_CHANGED, REVISION_IN_FUTURE,
    /// REVISION_COMPACTED). Default: <see cref="HistoryLossBehavior.RestartWithSnapshot"/>.
    /// </summary>
    public HistoryLossBehavior OnHistoryLost { get; init; } = HistoryLossBehavior.RestartWithSnapshot;

    /// <summary>
    /// Is told of every interruption before the watch resumes, for logs and for showing that what is on the screen may be
    /// old. Default: nobody. Called on the reader's own path: it must be quick, and what it throws ends the watch.
    /// </summary>
    public Action<WatchInterruption>? OnInterrupted { get; init; }
}

/// <summary>What to do when a watch cannot go on where it was.</summary>
public enum HistoryLossBehavior
{
    /// <summary>Yield <see cref="WatchEvent{TResponse}.SnapshotStart"/>, then a snapshot and the changes after it.</summary>
    RestartWithSnapshot,

    /// <summary>Throw the service's error: for readers that must not skip anything, such as an archive.</summary>
    Throw,
}

/// <summary>Says that a watch was interrupted and goes on by itself.</summary>
/// <param name="Cause">What ended the stream; null if it ended without a status, or fell silent.</param>
/// <param name="IsIdleTimeout">Nothing had come for more than three progress intervals: the connection is taken for dead.</param>
/// <param name="RetryDelay">The time until the watch is resumed.</param>
public sealed record WatchInterruption(Exception? Cause, bool IsIdleTimeout, TimeSpan RetryDelay);
