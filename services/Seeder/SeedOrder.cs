using KosovoNato.Milestones.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>
/// Orders the resources of a file for writing. Files are sorted by name, but a resource must be written after its dependencies.
/// </summary>
internal static class SeedOrder
{
    /// <summary>Returns the resources of a file, each after its dependencies, otherwise in file order.</summary>
    internal static IReadOnlyList<IResource> DependenciesFirst(IReadOnlyList<IResource> resources)
    {
        var byName = resources.ToDictionary(resource => resource.Name, StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new List<IResource>(resources.Count);
        foreach (var resource in resources)
        {
            Take(resource);
        }

        return ordered;

        void Take(IResource resource)
        {
            if (!taken.Add(resource.Name))
            {
                return;
            }

            foreach (var needed in NeededBy(resource).Where(byName.ContainsKey))
            {
                Take(byName[needed]);
            }

            ordered.Add(resource);
        }
    }

    /// <summary>Returns a cycle of dependencies, from a resource back to itself. Null if the file has none.</summary>
    internal static IReadOnlyList<string>? Cycle(IReadOnlyList<IResource> resources)
    {
        var ordered = DependenciesFirst(resources);
        var place = ordered.Index().ToDictionary(entry => entry.Item.Name, entry => entry.Index, StringComparer.Ordinal);
        // Without cycles, no resource depends on itself or on a later one. A resource that does is on a cycle.
        var faulty = ordered.FirstOrDefault(
            resource => NeededBy(resource).Any(needed => place.GetValueOrDefault(needed, -1) >= place[resource.Name]));
        return faulty is null ? null : FindCycle(faulty.Name, ordered.ToDictionary(resource => resource.Name, StringComparer.Ordinal));
    }

    // A breadth-first search finds the shortest cycle.
    private static List<string> FindCycle(string start, Dictionary<string, IResource> byName)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>([start]);
        while (!cameFrom.ContainsKey(start) && next.TryDequeue(out var name))
        {
            foreach (var needed in NeededBy(byName[name]).Where(needed => byName.ContainsKey(needed) && cameFrom.TryAdd(needed, name)))
            {
                next.Enqueue(needed);
            }
        }

        List<string> way = [start];
        do
        {
            way.Insert(0, cameFrom[way[0]]);
        }
        while (way[0] != start);
        return way;
    }

    private static IEnumerable<string> NeededBy(IResource resource) => resource switch
    {
        Milestone milestone => milestone.Dependencies.Select(dependency => dependency.Milestone),
        Recommendation { ParentRecommendation.Length: > 0 } recommendation => [recommendation.ParentRecommendation],
        _ => [],
    };
}
