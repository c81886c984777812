namespace KosovoNato.Testing.Histories;

/// <summary>A promise that a history shows broken.</summary>
public sealed record Violation(ViolationKind Kind, string Where, string What)
{
    public override string ToString() => $"{Kind} ({Where}): {What}";
}

public enum ViolationKind
{
    /// <summary>A write was acknowledged and the log does not hold it so.</summary>
    AcknowledgedWriteLost,

    /// <summary>One request had two effects, or got two different answers.</summary>
    WriteAppliedTwice,

    /// <summary>A write was refused for good and the log holds it.</summary>
    RejectedWriteApplied,

    /// <summary>A write that began after the answer of another has an earlier revision.</summary>
    WriteOutOfOrder,

    /// <summary>The log does not count 1, 2, 3.</summary>
    RevisionsNotGapless,

    /// <summary>Two versions of one resource have the same etag.</summary>
    EtagReused,

    /// <summary>A revision came after a later one.</summary>
    WatchOutOfOrder,

    /// <summary>A revision came twice.</summary>
    WatchDuplicate,

    /// <summary>A revision that matches did not come.</summary>
    WatchMissing,

    /// <summary>A revision came in part.</summary>
    WatchNotAtomic,

    /// <summary>A revision or version came that the log does not hold.</summary>
    WatchDiverged,

    /// <summary>A message said that all is here up to a revision, and it was not.</summary>
    BookmarkTooEarly,

    /// <summary>Something came that the filter leaves out, or with a kind that is wrong for the filter.</summary>
    FilterViolated,

    /// <summary>A snapshot is not the state at its revision.</summary>
    SnapshotInconsistent,

    /// <summary>A stream did not go on right after the message with its token.</summary>
    ResumeWrong,
}
