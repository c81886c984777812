using Google.Protobuf;

namespace KosovoNato.Seeder;

/// <summary>One file of seeds: the resources of one type.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Read">Reads it from a folder.</param>
internal sealed record SeedSet(string File, Func<string, IReadOnlyList<IResource>> Read)
{
    /// <param name="file">The name of the file.</param>
    /// <param name="collection">What the list in it is called.</param>
    internal static SeedSet Of<T>(string file, string collection) where T : class, IMessage<T>, IResource, new() =>
        new(file, folder => SeedFile.Read<T>(folder, file, collection));
}
