namespace KosovoNato.Seeder;

/// <summary>The content of all seed files, read and checked together before anything is written.</summary>
internal sealed class SeedData
{
    private readonly Dictionary<SeedSet, IReadOnlyList<IResource>> sets;

    private SeedData(string folder) => sets = SeedSets.All.ToDictionary(set => set, set => set.Read(folder));

    internal static SeedData Read(string folder)
    {
        var data = new SeedData(folder);
        SeedChecks.Run(data);
        return data;
    }

    /// <summary>All resources, each with the name of its file.</summary>
    internal IEnumerable<(string File, IResource Resource)> All =>
        SeedSets.All.SelectMany(set => sets[set].Select(resource => (set.File, resource)));

    /// <summary>Returns the resources of a file, in file order.</summary>
    internal IReadOnlyList<IResource> In(SeedSet set) => sets[set];

    /// <summary>Returns the resources of a type, in file order.</summary>
    internal IReadOnlyList<T> Of<T>() where T : IResource => [.. sets.Values.SelectMany(resources => resources).OfType<T>()];
}
