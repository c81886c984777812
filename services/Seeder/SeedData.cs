namespace KosovoNato.Seeder;

/// <summary>Everything that the seed files hold, read and checked as a whole before anything is written.</summary>
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

    /// <summary>The resources of a file, in its order.</summary>
    internal IReadOnlyList<IResource> In(SeedSet set) => sets[set];

    /// <summary>The resources of a type, in the order of their file.</summary>
    internal IReadOnlyList<T> Of<T>() where T : IResource => [.. sets.Values.SelectMany(resources => resources).OfType<T>()];
}
