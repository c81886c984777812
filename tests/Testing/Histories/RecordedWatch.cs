namespace KosovoNato.Testing.Histories;

/// <summary>Everything that one watcher asked for and got, in order.</summary>
/// <param name="Watcher">What to call it in a violation.</param>
public sealed record RecordedWatch(string Watcher)
{
    public IReadOnlyList<WatchStep> Steps { get; init; } = [];

    /// <summary>The revision up to which everything must have come by the end; 0 if the watcher may have stopped earlier.</summary>
    public long MustReach { get; init; }
}

/// <summary>A filter as the test understands it, independent of the service's code.</summary>
/// <param name="Id">Tells filters apart: a resume token belongs to one.</param>
/// <param name="Matches">Whether a version is inside.</param>
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

    /// <summary>A stream was asked for, from a snapshot on.</summary>
    public sealed record OpenedWithSnapshot(WatchFilter Filter) : WatchStep;

    /// <summary>A stream was asked for, from after a known revision on.</summary>
    public sealed record OpenedAtRevision(WatchFilter Filter, long Revision) : WatchStep;

    /// <summary>A stream was asked for, from after the message with this token on.</summary>
    public sealed record Resumed(WatchFilter Filter, string Token) : WatchStep;

    /// <summary>A message came.</summary>
    public sealed record Received : WatchStep
    {
        public IReadOnlyList<ObservedRevision> Revisions { get; init; } = [];

        public IReadOnlyList<ObservedChange> Snapshot { get; init; } = [];

        public ObservedSnapshotEnd? SnapshotEnd { get; init; }

        /// <summary>The revision of a progress message.</summary>
        public long? Progress { get; init; }

        public string Token { get; init; } = "";
    }

    /// <summary>The stream ended; the reason is for the reader of a violation.</summary>
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
