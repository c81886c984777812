namespace KosovoNato.Testing.Histories;

/// <summary>Everything that one watcher requested and received, in order.</summary>
/// <param name="Watcher">The watcher's name in a violation.</param>
public sealed record RecordedWatch(string Watcher)
{
    public IReadOnlyList<WatchStep> Steps { get; init; } = [];

    /// <summary>The revision up to which everything must have arrived by the end. 0 if the watcher may have stopped earlier.</summary>
    public long MustReach { get; init; }
}

/// <summary>A filter as the test understands it, independent of the service's code.</summary>
/// <param name="Id">Identifies the filter, because a resume token belongs to one filter.</param>
/// <param name="Matches">Whether a version matches the filter.</param>
public sealed record WatchFilter(string Id, Func<ObservedVersion, bool> Matches)
{
    public static WatchFilter Everything { get; } = new("everything", _ => true);
}

/// <summary>One step of a watcher.</summary>
public abstract record WatchStep
{
    private WatchStep()
    {
    }

    /// <summary>A stream was requested, starting with a snapshot.</summary>
    public sealed record OpenedWithSnapshot(WatchFilter Filter) : WatchStep;

    /// <summary>A stream was requested, starting after a known revision.</summary>
    public sealed record OpenedAtRevision(WatchFilter Filter, long Revision) : WatchStep;

    /// <summary>A stream was requested, starting after the message with this token.</summary>
    public sealed record Resumed(WatchFilter Filter, string Token) : WatchStep;

    /// <summary>A message arrived.</summary>
    public sealed record Received : WatchStep
    {
        public IReadOnlyList<ObservedRevision> Revisions { get; init; } = [];

        public IReadOnlyList<ObservedChange> Snapshot { get; init; } = [];

        public ObservedSnapshotEnd? SnapshotEnd { get; init; }

        /// <summary>The revision of a bookmark.</summary>
        public long? Progress { get; init; }

        public string Token { get; init; } = "";
    }

    /// <summary>The stream ended. The reason is shown with a violation.</summary>
    public sealed record Ended(string Reason) : WatchStep;
}

public sealed record ObservedRevision(long Number, IReadOnlyList<ObservedChange> Changes);

public sealed record ObservedChange(ObservedKind Kind, ObservedVersion Version);

public sealed record ObservedSnapshotEnd(long Revision, long Count);

public enum ObservedKind
{
    Added,
    Modified,
    Removed,
}
