namespace KosovoNato.Seeder;

/// <summary>Everything that the seed files hold, read and checked as a whole before anything is written.</summary>
internal sealed class SeedData
{
    private readonly Dictionary<DataSet, IReadOnlyList<IResource>> sets;

    private SeedData(string folder) => sets = DataSets.All.ToDictionary(set => set, set => set.Read(folder));

    internal static SeedData Read(string folder)
    {
        var data = new SeedData(folder);
        SeedCheck.Run(data);
        return data;
    }

    /// <summary>All resources, each with the name of its file.</summary>
    internal IEnumerable<(string File, IResource Resource)> All =>
        DataSets.All.SelectMany(set => sets[set].Select(resource => (set.File, resource)));

    /// <summary>The resources of a file, in its order.</summary>
    internal IReadOnlyList<IResource> In(DataSet set) => sets[set];

    /// <summary>The resources of a type, in the order of their file.</summary>
    internal IReadOnlyList<T> Of<T>() where T : IResource => [.. sets.Values.SelectMany(resources => resources).OfType<T>()];
}
