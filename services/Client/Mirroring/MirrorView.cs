namespace KosovoNato.Client.Mirroring;

/// <summary>What a mirror shows at one moment; it never changes.</summary>
/// <param name="Items">The resources by name, all of one revision.</param>
/// <param name="Revision">The revision of the items: every change up to it that matches is in them. 0 before the first snapshot.</param>
/// <param name="Status">Whether the items are kept in step now.</param>
/// <param name="UpToDateAt">When the service last said that nothing is missing; null before the first snapshot.</param>
public sealed record MirrorView<TResource>(
    IReadOnlyDictionary<string, TResource> Items, long Revision, MirrorStatus Status, DateTimeOffset? UpToDateAt)
{
    /// <summary>Since when the items may be old; null while they are live, and before there are any.</summary>
    public DateTimeOffset? StaleSince => Status == MirrorStatus.Live ? null : UpToDateAt;
}

/// <summary>Whether a mirror is in step with the service.</summary>
public enum MirrorStatus
{
    /// <summary>The first snapshot has not come yet.</summary>
    Loading,

    /// <summary>In step; at most three progress intervals behind if the connection has died unnoticed.</summary>
    Live,

    /// <summary>Interrupted, and trying: the items are of <see cref="MirrorView{TResource}.UpToDateAt"/>.</summary>
    Reconnecting,

    /// <summary>Ended by an error that does not pass, or by disposing of the mirror: the items stay as they were.</summary>
    Ended,
}
