using KosovoNato.Kernel.Recomputation;

namespace KosovoNato.Recommendations.Derivations;

/// <summary>The children of each recommendation, kept up to date with the changes of recommendations.</summary>
sealed class RecommendationParts(IResourceView resources, ComputedValues computed)
{
    readonly Dictionary<string, string> parents = new(StringComparer.Ordinal);
    readonly Dictionary<string, SortedSet<string>> parts = new(StringComparer.Ordinal);

    /// <summary>The children of a recommendation, ordered by name.</summary>
    public IEnumerable<Recommendation> Of(string name)
    {
        computed.Read(PartsOf(name).Name);
        return parts.TryGetValue(name, out var names) ? names.Select(part => resources.Find<Recommendation>(part)!) : [];
    }

    /// <summary>Moves recommendations whose parent changed, and outdates what depends on the children of either parent.</summary>
    public void Update(IEnumerable<Recommendation> changed)
    {
        foreach (var recommendation in changed)
        {
            var parent = recommendation.ParentRecommendation;
            if (parents.TryGetValue(recommendation.Name, out var before) && before == parent)
            {
                continue;
            }

            if (before is not null)
            {
                parts[before].Remove(recommendation.Name);
                computed.Outdate([PartsOf(before)]);
            }

            parents[recommendation.Name] = parent;
            if (!parts.TryGetValue(parent, out var names))
            {
                parts.Add(parent, names = new(StringComparer.Ordinal));
            }

            names.Add(recommendation.Name);
            computed.Outdate([PartsOf(parent)]);
        }
    }

    static ResourceKey PartsOf(string parent) => new(typeof(RecommendationParts), $"the children of {parent}");
}
