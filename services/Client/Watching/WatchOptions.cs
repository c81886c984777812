namespace KosovoNato.Client.Watching;

/// <summary>How a watch handles interruptions and lost history.</summary>
public sealed record WatchOptions
{
    /// <summary>
    /// The behavior if the service no longer has the history after the last token (STORE_REPLACED, REVISION_IN_FUTURE,
    /// REVISION_COMPACTED). Default: <see cref="HistoryLossBehavior.RestartWithSnapshot"/>.
    /// </summary>
    public HistoryLossBehavior OnHistoryLost { get; init; } = HistoryLossBehavior.RestartWithSnapshot;

    /// <summary>
    /// Called at every interruption before the watch resumes, for example to log it, or to mark the shown data as stale. Default: none. It
    /// is called on the reader's own path: it must be fast, and an exception from it ends the watch.
    /// </summary>
    public Action<WatchInterruption>? OnInterrupted { get; init; }
}

/// <summary>The behavior of a watch if the service no longer has its history.</summary>
public enum HistoryLossBehavior
{
    /// <summary>Yield <see cref="WatchEvent{TResponse}.SnapshotStart"/>, then a snapshot and the changes after it.</summary>
    RestartWithSnapshot,

    /// <summary>Throw the service's error. For readers that must not skip a change, for example an archive.</summary>
    Throw,
}

/// <summary>An interruption of a watch, which resumes automatically.</summary>
/// <param name="Cause">The error that ended the stream. Null if the stream ended without a status or timed out.</param>
/// <param name="IsIdleTimeout">Whether no message arrived for three bookmark intervals, so that the connection counts as dead.</param>
/// <param name="RetryDelay">The delay until the watch resumes.</param>
public sealed record WatchInterruption(Exception? Cause, bool IsIdleTimeout, TimeSpan RetryDelay);
