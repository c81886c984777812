using KosovoNato.Criteria.V1;
using KosovoNato.Kernel.Recomputation;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Recommendations.Derivations;

/// <summary>
/// The tree of recommendations, and the progress of each by the facts of a day. Children are measured before their parents, each once and
/// only when needed. Not thread-safe.
/// </summary>
sealed class ProgressTree
{
    readonly Func<string, IEnumerable<Recommendation>> partsOf;
    readonly ComputedTable<string, Progress> measured;
    readonly ComputedTable<Criterion, CriterionStanding> standings;

    /// <param name="resources">The resources of this service and its mirrored resources, as of the day.</param>
    public ProgressTree(IResourceView resources, DateOnly day)
        : this(resources, day, ComputedValues.OfConstantResources, PartsOf(resources))
    {
    }

    /// <param name="computed">Keeps what is computed from the resources.</param>
    /// <param name="partsOf">The children of a recommendation, or the roots if the name is empty, ordered by name.</param>
    public ProgressTree(
        IResourceView resources, DateOnly day, ComputedValues computed, Func<string, IEnumerable<Recommendation>> partsOf)
    {
        (Facts, this.partsOf) = (new FactBase(resources, day, computed), partsOf);
        (measured, standings) = (new(computed, StringComparer.Ordinal), new(computed));
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
        partsOf(recommendation.Name).Where(part => part.Status != RecommendationStatus.Draft);

    /// <summary>All recommendations, each after its parent. Iterative, because the depth of a tree is unlimited.</summary>
    public IReadOnlyList<Recommendation> TopDown()
    {
        var all = partsOf("").ToList();
        for (var i = 0; i < all.Count; i++)
        {
            all.AddRange(partsOf(all[i].Name));
        }

        return all;
    }

    /// <summary>The progress of a recommendation. It is shared and must not be changed.</summary>
    public Progress Of(Recommendation recommendation)
    {
        if (!measured.TryGet(recommendation.Name, out var progress))
        {
            MeasureUpTo(recommendation);
            measured.TryGet(recommendation.Name, out progress);
        }

        return progress!;
    }

    void MeasureUpTo(Recommendation top)
    {
        List<Recommendation> below = [top];
        for (var i = 0; i < below.Count; i++)
        {
            below.AddRange(ChildrenOf(below[i]).Where(part => !measured.TryGet(part.Name, out _)));
        }

        for (var i = below.Count - 1; i >= 0; i--)
        {
            var recommendation = below[i];
            measured.Of(recommendation.Name, () => Measure(Find(recommendation.Name) ?? recommendation));
        }
    }

    Progress Measure(Recommendation recommendation) => ProgressCalculator.Of(
        recommendation, [.. ChildrenOf(recommendation).Select(part => new ChildProgress(part.Strength, Of(part)))],
        criterion => standings.Of(criterion, () => CriterionStanding.Of(criterion, Facts)), Facts);

    static Func<string, IEnumerable<Recommendation>> PartsOf(IResourceView resources)
    {
        var parts = resources.List<Recommendation>().ToLookup(recommendation => recommendation.ParentRecommendation);
        return name => parts[name];
    }
}
