namespace KosovoNato.Client.Mirroring;

/// <summary>An immutable view of a mirror.</summary>
/// <param name="Items">The resources by name, all of one revision.</param>
/// <param name="Revision">The revision of the items, which include every matching change up to it. 0 before the first snapshot.</param>
/// <param name="Status">Whether the items are being kept up to date.</param>
/// <param name="UpToDateAt">When the items were last known to be complete. Null before the first snapshot.</param>
public sealed record MirrorView<TResource>(
    IReadOnlyDictionary<string, TResource> Items, long Revision, MirrorStatus Status, DateTimeOffset? UpToDateAt)
{
    /// <summary>Since when the items may be stale. Null while the mirror is live, and before the first snapshot.</summary>
    public DateTimeOffset? StaleSince => Status == MirrorStatus.Live ? null : UpToDateAt;
}

/// <summary>Whether a mirror is being kept up to date.</summary>
public enum MirrorStatus
{
    /// <summary>The first snapshot is not complete yet.</summary>
    Loading,

    /// <summary>Up to date. If the connection broke unnoticed, at most three bookmark intervals behind.</summary>
    Live,

    /// <summary>Interrupted and reconnecting. The items are as of <see cref="MirrorView{TResource}.UpToDateAt"/>.</summary>
    Reconnecting,

    /// <summary>Ended by a permanent error, or by disposing the mirror. The items stay as they were.</summary>
    Ended,
}
