using KosovoNato.Changes.V1;

namespace KosovoNato.Client.Mirroring;

/// <summary>What one element of a watch's message does to a mirror.</summary>
readonly record struct MirrorChange<TResource>(string Name, ChangeKind Kind, TResource Resource);
