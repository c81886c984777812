using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Lists the recommendations that depend on a resource, and the path of each.</summary>
sealed class ListDependents
{
    public static readonly PagedQuery<ListDependentsRequest, RecommendationScenario, Dependent, ListDependentsResponse> Query =
        new(Check, Select, Answer);

    readonly RecommendationScenario world;
    readonly ResourceDependence reliance;
    readonly Dictionary<string, IReadOnlyList<string>> missing = new(StringComparer.Ordinal);

    /// <param name="name">The name of a resource of any service.</param>
    public ListDependents(string name, RecommendationScenario world)
    {
        this.world = world;
        reliance = new(name, world.Tree.Facts);
        var found = DependencyPathSearch.To(name, reliance, world.Tree);
        (All, Milestones) = (InOrder(ResourceNames.IsRecommendation), InOrder(ResourceNames.IsMilestone));

        IReadOnlyList<(string, DependencyPath)> InOrder(Func<string, bool> isMeant) =>
        [
            .. found.Where(one => isMeant(one.Key)).Select(one => (one.Key, one.Value)).OrderBy(one => one.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>The names of all dependent recommendations, in order.</summary>
    public IReadOnlyList<(string Name, DependencyPath Way)> All { get; }

    /// <summary>The names of all dependent milestones, in order.</summary>
    public IReadOnlyList<(string Name, DependencyPath Way)> Milestones { get; }

    public Dependent Of(string name, DependencyPath way)
    {
        var recommendation = world.Tree.Find(name)!;
        return new()
        {
            Recommendation = name,
            Title = recommendation.Title,
            Progress = world.Tree.Of(recommendation),
            Path = { way.Steps },
            Missing = IsMissing(name, way),
        };
    }

    public DependentMilestone OfMilestone(string name, DependencyPath way)
    {
        var milestone = world.Milestones.Find(name)!;
        return new()
        {
            Milestone = name,
            Title = milestone.Title,
            Status = milestone.Status,
            Readiness = milestone.Outlook.Readiness,
            Path = { way.Steps },
            Missing = IsMissing(name, way),
            OpenBlockerIds =
            {
                milestone.Blockers.Where(blocker => blocker.Status == BlockerStatus.Open && blocker.Origin == reliance.Origin)
                    .Select(blocker => blocker.Id),
            },
            SupportingFact = world.Bases.Milestone(name),
        };
    }

    static void Check(ListDependentsRequest request, FieldViolations violations)
    {
        NameChecks.CheckAny(request.Name, violations);
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    static IEnumerable<PageEntry<Dependent>> Select(ListDependentsRequest request, RecommendationScenario world)
    {
        var found = new ListDependents(request.Name, world);
        return found.All.Select(one => new PageEntry<Dependent>(one.Name, () => found.Of(one.Name, one.Way)));
    }

    static ListDependentsResponse Answer(
        ListDependentsRequest request, RecommendationScenario world, IReadOnlyList<Dependent> page, string next) => new()
        {
            Dependents = { page },
            NextPageToken = next,
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
            UpstreamRevisions = { world.Provenance.Followed },
        };

    bool IsMissing(string name, DependencyPath way) =>
        MissingFor(way.Steps.LastOrDefault(HasCriteria) ?? name).Contains(reliance.Missing);

    static bool HasCriteria(string step) => ResourceNames.IsRecommendation(step) || ResourceNames.IsMilestone(step);

    /// <summary>
    /// The missing entries of a holder whose criterion depends on the resource. Cached, because many paths end with the same holder.
    /// </summary>
    IReadOnlyList<string> MissingFor(string holder)
    {
        if (!missing.TryGetValue(holder, out var names))
        {
            names = [.. StandingsOf(holder).SelectMany(standing => standing.Missing)];
            missing.Add(holder, names);
        }

        return names;
    }

    IEnumerable<CriterionResult> StandingsOf(string holder)
    {
        var facts = world.Tree.Facts;
        if (facts.Resources.Find<Milestone>(holder) is { } milestone)
        {
            return DependencyPathSearch.CriteriaOf(milestone).Select(criterion => CriterionEvaluator.Evaluate(criterion, facts));
        }

        return facts.Resources.Find<Recommendation>(holder) is { } recommendation
            && world.Tree.Of(recommendation).Criterion is { } standing ? [standing] : [];
    }
}
