using KosovoNato.Store.V1;

namespace KosovoNato.Storage;

/// <summary>A service's snapshot in the form of a checkpoint.</summary>
/// <param name="Header">Its revision, when that was recorded, how many records it has, and how far upstreams were followed.</param>
/// <param name="Records">Its resources by type and name, mirrored ones included; read while they are enumerated, once.</param>
public sealed record StoredSnapshot(KeptState Header, IAsyncEnumerable<KeptRecord> Records);
