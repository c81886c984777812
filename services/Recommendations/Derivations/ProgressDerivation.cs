using KosovoNato.Kernel.Recomputation;
using KosovoNato.Storage.Derivations;

namespace KosovoNato.Recommendations.Derivations;

/// <summary>
/// Derives the progress of every recommendation: a pure function of the day and of the recorded facts, both those of this service and the
/// mirrored resources of its upstreams.
/// </summary>
sealed class ProgressDerivation : IDerivedFields
{
    readonly RecommendationParts parts;
    readonly ProgressTree tree;
    readonly IResourceView resources;
    readonly ComputedTable<string, Progress> all;
    readonly SortedSet<string> outdated = new(StringComparer.Ordinal);

    public ProgressDerivation(IResourceView resources, ComputedValues computed, DateOnly today)
    {
        this.resources = resources;
        parts = new(resources, computed);
        tree = new(resources, today, computed, parts.Of);
        all = new(computed, StringComparer.Ordinal, name => outdated.Add(name));
    }

    /// <summary>
    /// Stores each recommendation whose progress changed. Only the progress is derived: facts never close a recommendation.
    /// </summary>
    public void Store(Transaction draft, IReadOnlyCollection<ResourceKey> changed)
    {
        foreach (var (recommendation, progress) in Changed(changed).ToList())
        {
            draft.PutDerived(
                new Recommendation(recommendation) { Progress = progress }, ProgressEvents.Between(recommendation.Progress, progress));
        }
    }

    /// <summary>The recommendations whose progress changed, ordered by name.</summary>
    internal IEnumerable<(Recommendation Recommendation, Progress Progress)> Changed(IEnumerable<ResourceKey> changed)
    {
        List<Recommendation> own =
        [
            .. changed.Where(one => one.Type == typeof(Recommendation)).Select(one => resources.Find<Recommendation>(one.Name))
                .OfType<Recommendation>(),
        ];
        parts.Update(own);
        outdated.UnionWith(own.Select(recommendation => recommendation.Name));
        List<string> names = [.. outdated];
        outdated.Clear();
        foreach (var recommendation in names.Select(resources.Find<Recommendation>).OfType<Recommendation>())
        {
            var progress = all.Of(recommendation.Name, () => tree.Of(resources.Find<Recommendation>(recommendation.Name)!));
            if (!progress.Equals(recommendation.Progress))
            {
                yield return (recommendation, progress);
            }
        }
    }

    /// <summary>Empties every derived field.</summary>
    public static void Clear(Recommendation recommendation) => recommendation.Progress = null;

    /// <summary>The progress of all recommendations.</summary>
    public static IReadOnlyList<(Recommendation Recommendation, Progress Progress)> Of(IResourceView resources, DateOnly today)
    {
        var tree = new ProgressTree(resources, today);
        return [.. tree.TopDown().Select(recommendation => (recommendation, tree.Of(recommendation)))];
    }
}
