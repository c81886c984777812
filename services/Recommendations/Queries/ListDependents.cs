using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Which recommendations depend on a resource, and how.</summary>
sealed class ListDependents
{
    readonly RecommendationScenario world;
    readonly ResourceDependence reliance;
    readonly Dictionary<string, IReadOnlyList<string>> missing = new(StringComparer.Ordinal);

    /// <param name="name">The name of the resource, of whatever service.</param>
    public ListDependents(string name, RecommendationScenario world)
    {
        this.world = world;
        reliance = new(name, world.Tree.Facts);
        All =
        [
            .. DependencyPathSearch.To(name, reliance, world.Tree)
                .Where(found => RecommendationNames.IsRecommendation(found.Key))
                .Select(found => (found.Key, found.Value))
                .OrderBy(found => found.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>The names of all that depend on it, in their order.</summary>
    public IReadOnlyList<(string Name, DependencyPath Way)> All { get; }

    public static void Check(FindDependentsRequest request, FieldViolations violations)
    {
        RecommendationNames.CheckAny(request.Name, violations, "name");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    public Dependent Of(string name, DependencyPath way)
    {
        var recommendation = world.Tree.Find(RecommendationNames.Id(name))!;
        return new()
        {
            Recommendation = RecommendationNames.Id(name),
            Title = recommendation.Title,
            Progress = world.Tree.Of(recommendation),
            Via = { way.Steps },
            Missing = MissingFor(way.Steps.LastOrDefault(HasCriteria) ?? name).Contains(reliance.Missing),
        };
    }

    static bool HasCriteria(string step) => RecommendationNames.IsRecommendation(step) || RecommendationNames.IsMilestone(step);

    /// <summary>What is missing for the one of a way whose criterion rests on the resource; many ways end with the same.</summary>
    IReadOnlyList<string> MissingFor(string holder)
    {
        if (!missing.TryGetValue(holder, out var names))
        {
            names = [.. StandingsOf(holder).SelectMany(standing => standing.Missing)];
            missing.Add(holder, names);
        }

        return names;
    }

    IEnumerable<Standing> StandingsOf(string holder)
    {
        var facts = world.Tree.Facts;
        if (facts.Resources.Find<Milestone>(holder) is { } milestone)
        {
            return DependencyPathSearch.CriteriaOf(milestone).Select(criterion => CriterionEvaluator.Evaluate(criterion, facts));
        }

        return facts.Resources.Find<Recommendation>(holder) is { } recommendation && world.Tree.Of(recommendation).Criterion is { } standing ? [standing] : [];
    }
}
