namespace KosovoNato.Testing.Histories;

/// <summary>A broken promise of the contract, as shown by a history.</summary>
public sealed record Violation(ViolationKind Kind, string Where, string What)
{
    public override string ToString() => $"{Kind} ({Where}): {What}";
}

public enum ViolationKind
{
    /// <summary>A write was acknowledged, but the log does not contain it as acknowledged.</summary>
    AcknowledgedWriteLost,

    /// <summary>One request had two effects, or got two different responses.</summary>
    WriteAppliedTwice,

    /// <summary>A write was permanently rejected, but the log contains it.</summary>
    RejectedWriteApplied,

    /// <summary>A write that started after the response to another write has an earlier revision.</summary>
    WriteOutOfOrder,

    /// <summary>The revisions of the log are not 1, 2, 3 and so on.</summary>
    RevisionsNotGapless,

    /// <summary>Two versions of one resource have the same etag.</summary>
    EtagReused,

    /// <summary>A revision arrived after a later one.</summary>
    WatchOutOfOrder,

    /// <summary>A revision arrived twice.</summary>
    WatchDuplicate,

    /// <summary>A matching revision did not arrive.</summary>
    WatchMissing,

    /// <summary>Only a part of a revision arrived.</summary>
    WatchNotAtomic,

    /// <summary>A revision or version arrived that is not in the log.</summary>
    WatchDiverged,

    /// <summary>A message claimed to be complete up to a revision, but was not.</summary>
    BookmarkTooEarly,

    /// <summary>A change arrived that does not match the filter, or with the wrong kind for the filter.</summary>
    FilterViolated,

    /// <summary>A snapshot differs from the log at its revision.</summary>
    SnapshotInconsistent,

    /// <summary>A stream did not continue right after the message with its token.</summary>
    ResumeWrong,
}
