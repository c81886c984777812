using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>A service's snapshot in the form of a checkpoint.</summary>
/// <param name="Header">Its revision, the time of recording, the number of records, and the positions of the upstreams.</param>
/// <param name="Records">Its resources by type and name, including mirrored resources. They are read during the enumeration, which is
/// possible once.</param>
public sealed record StoredSnapshot(CheckpointHeader Header, IAsyncEnumerable<CheckpointResource> Records);
