using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Recommendations.Derivations;

/// <summary>
/// The tree of recommendations, and the progress of each by the facts of a day. Children are measured before their parents, each once and
/// only when needed. Not thread-safe.
/// </summary>
sealed class ProgressTree
{
    const string NoParent = "";

    readonly ILookup<string, Recommendation> parts;
    readonly Dictionary<string, Progress> measured = new(StringComparer.Ordinal);

    /// <param name="resources">The resources of this service and its mirrored resources, as of the day.</param>
    public ProgressTree(IResourceView resources, DateOnly day)
    {
        Facts = new FactBase(resources, day);
        parts = resources.List<Recommendation>().ToLookup(recommendation => recommendation.ParentRecommendation);
    }

    /// <summary>The tree as of a day.</summary>
    public static ProgressTree AsOf(IResourceView known, DateOnly day, PartialDateMode reading) =>
        Of(AsOfResources.View(known, day, reading), day);

    /// <summary>The tree of resources as of the day, in which standing conditions get the status that follows on that day.</summary>
    public static ProgressTree Of(IResourceView dated, DateOnly day) => new(StandingConditions.On(dated, day), day);

    /// <summary>The facts that the progress follows from.</summary>
    public FactBase Facts { get; }

    public Recommendation? Find(string name) => Facts.Resources.Find<Recommendation>(name);

    /// <summary>The published children, ordered by name. A DRAFT is not a child of anything yet.</summary>
    public IEnumerable<Recommendation> ChildrenOf(Recommendation recommendation) =>
        parts[recommendation.Name].Where(part => part.Status != RecommendationStatus.Draft);

    /// <summary>All recommendations, each after its parent. Iterative, because the depth of a tree is unlimited.</summary>
    public IReadOnlyList<Recommendation> TopDown()
    {
        var all = parts[NoParent].ToList();
        for (var i = 0; i < all.Count; i++)
        {
            all.AddRange(parts[all[i].Name]);
        }

        return all;
    }

    /// <summary>The progress of a recommendation. It is shared and must not be changed.</summary>
    public Progress Of(Recommendation recommendation)
    {
        if (!measured.TryGetValue(recommendation.Name, out var progress))
        {
            MeasureUpTo(recommendation);
            progress = measured[recommendation.Name];
        }

        return progress;
    }

    void MeasureUpTo(Recommendation top)
    {
        List<Recommendation> below = [top];
        for (var i = 0; i < below.Count; i++)
        {
            below.AddRange(ChildrenOf(below[i]).Where(part => !measured.ContainsKey(part.Name)));
        }

        for (var i = below.Count - 1; i >= 0; i--)
        {
            var own = ChildrenOf(below[i]).Select(part => new ChildProgress(part.Strength, measured[part.Name]));
            measured.Add(below[i].Name, ProgressCalculator.Of(below[i], [.. own], Facts));
        }
    }
}
