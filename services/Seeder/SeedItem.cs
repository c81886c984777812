using Google.Protobuf;

namespace KosovoNato.Seeder;

/// <summary>
/// One resource of the seeds, and the writes that create it. They stay in one atomic batch: a resource exists completely or not at all, so
/// checking which names exist is enough to complete an interrupted run.
/// </summary>
/// <param name="Resource">The resource as in the seeds.</param>
/// <param name="Writes">The writes, for example RecognitionsWrite messages.</param>
internal sealed record SeedItem(IResource Resource, IReadOnlyList<IMessage> Writes)
{
    internal string Name => Resource.Name;

    internal string Type => ((IMessage)Resource).Descriptor.Name;
}
