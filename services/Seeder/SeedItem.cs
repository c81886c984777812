using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>
/// One resource of the seeds and the writes that make it. They stay together in one batch, which is atomic: a resource
/// is there whole or not at all, so a run that was interrupted is completed by asking which names exist.
/// </summary>
internal sealed record SeedItem(RecognitionsType Type, string Name, IReadOnlyList<RecognitionsWrite> Writes);
