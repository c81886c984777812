using Google.Protobuf;

namespace KosovoNato.Seeder;

/// <summary>One seed file: the resources of one type.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Read">Reads the file from a directory.</param>
internal sealed record SeedSet(string File, Func<string, IReadOnlyList<IResource>> Read)
{
    /// <param name="file">The name of the file.</param>
    /// <param name="collection">The name of the list in the file.</param>
    internal static SeedSet Of<T>(string file, string collection) where T : class, IMessage<T>, IResource, new() =>
        new(file, folder => SeedFile.Read<T>(folder, file, collection));
}
