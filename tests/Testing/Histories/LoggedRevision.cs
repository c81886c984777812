namespace KosovoNato.Testing.Histories;

/// <summary>One version of one resource, as far as it must be the same wherever it is seen.</summary>
/// <param name="Name">The resource's name.</param>
/// <param name="Etag">Identifies the version.</param>
/// <param name="Content">The whole encoded resource, as text.</param>
public sealed record ObservedVersion(string Name, string Etag, string Content);

/// <summary>One revision of the log, read at the end by a way that none of the watchers used: the truth to compare with.</summary>
/// <param name="Number">Its place in the log.</param>
/// <param name="RequestId">The request that made it.</param>
/// <param name="Changes">The versions that it made.</param>
public sealed record LoggedRevision(long Number, string RequestId, IReadOnlyList<ObservedVersion> Changes);
