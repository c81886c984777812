using KosovoNato.Platform.Store;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Measuring;

/// <summary>
/// How far every recommendation is: a pure function of what is recorded here and at the neighbors, and of the day. Parts are
/// measured before what they are parts of, and each once.
/// </summary>
static class ProgressOfTree
{
    /// <summary>Puts what differs from what was computed before. Nothing but progress: no facts close a recommendation.</summary>
    public static void Derive(Draft draft)
    {
        foreach (var (recommendation, progress) in Of(draft.Resources, draft.Today))
        {
            if (!progress.Equals(recommendation.Progress))
            {
                var measured = recommendation.Clone();
                measured.Progress = progress;
                draft.Compute(measured, ProgressEvents.Between(recommendation.Progress, progress));
            }
        }
    }

    public static IReadOnlyList<(Recommendation Recommendation, Progress Progress)> Of(IResources resources, DateOnly today)
    {
        var facts = new Facts(resources, today);
        var parts = resources.Under<Recommendation>().ToLookup(recommendation => recommendation.Parent);
        var measured = new Dictionary<string, Progress>(StringComparer.Ordinal);
        var all = FromTheTop(parts);
        for (var i = all.Count - 1; i >= 0; i--)
        {
            // A DRAFT is not part of anything yet.
            var own = parts[Names.Id(all[i].Name)]
                .Where(part => part.Status != RecommendationStatus.Draft)
                .Select(part => new MeasuredPart(part.Force, measured[part.Name]));
            measured.Add(all[i].Name, Measure.Of(all[i], [.. own], facts));
        }

        return [.. all.Select(recommendation => (recommendation, measured[recommendation.Name]))];
    }

    /// <summary>All of them, each after what it is a part of. No recursion: nothing limits the depth of a tree.</summary>
    static List<Recommendation> FromTheTop(ILookup<string, Recommendation> parts)
    {
        const string NoParent = "";
        var all = parts[NoParent].ToList();
        for (var i = 0; i < all.Count; i++)
        {
            all.AddRange(parts[Names.Id(all[i].Name)]);
        }

        return all;
    }
}
