using Google.Protobuf;

namespace KosovoNato.Seeder;

/// <summary>
/// One resource of the seeds and the writes that make it. They stay together in one batch, which is atomic: a resource
/// is there whole or not at all, so a run that was interrupted is completed by asking which names exist.
/// </summary>
/// <param name="Resource">The resource as the seeds show it.</param>
/// <param name="Writes">Writes of the service that keeps it, such as RecognitionsWrite.</param>
internal sealed record SeedItem(IResource Resource, IReadOnlyList<IMessage> Writes)
{
    internal string Name => Resource.Name;

    internal string Type => ((IMessage)Resource).Descriptor.Name;
}
