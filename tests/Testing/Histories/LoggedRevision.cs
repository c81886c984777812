namespace KosovoNato.Testing.Histories;

/// <summary>A version of a resource, with the parts that must be the same wherever it is observed.</summary>
/// <param name="Name">The resource's name.</param>
/// <param name="Etag">Identifies the version.</param>
/// <param name="Content">The whole encoded resource, as text.</param>
public sealed record ObservedVersion(string Name, string Etag, string Content);

/// <summary>One revision of the final log, read by a way that no watcher used. It is the reference for all comparisons.</summary>
/// <param name="Number">The revision's position in the log.</param>
/// <param name="RequestId">The request that made the revision.</param>
/// <param name="Changes">The versions that the revision made.</param>
public sealed record LoggedRevision(long Number, string RequestId, IReadOnlyList<ObservedVersion> Changes);
