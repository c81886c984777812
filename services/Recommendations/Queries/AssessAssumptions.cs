using KosovoNato.Rules.Outlooks;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Returns everything in the three services that differs because of assumptions, from one snapshot.</summary>
static class AssessAssumptions
{
    public static readonly PagedQuery<AssessAssumptionsRequest, RecommendationScenario, Consequence, AssessAssumptionsResponse> Query =
        new(Check, Select, Answer);

    static void Check(AssessAssumptionsRequest request, FieldViolations violations)
    {
        violations.Require(request.Assumptions.Count > 0, "assumptions", $"must have 1 to {AssumptionChecks.MaxAssumptions} values, has 0");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    /// <summary>
    /// Returns the entries in the order of the contract, which is also the order of their names. A page computes no later entries.
    /// </summary>
    static IEnumerable<PageEntry<Consequence>> Select(AssessAssumptionsRequest request, RecommendationScenario world) =>
        RecognitionCountConsequences.Of(world)
            .Concat(DecisionConsequences.Of(world, request.Assumptions))
            .Concat(Milestones(world))
            .Concat(Recommendations(world));

    static AssessAssumptionsResponse Answer(
        AssessAssumptionsRequest request, RecommendationScenario world, IReadOnlyList<Consequence> page, string next) => new()
        {
            Consequences = { page },
            NextPageToken = next,
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
            UpstreamRevisions = { world.Provenance.Followed },
        };

    static IEnumerable<PageEntry<Consequence>> Milestones(RecommendationScenario world)
    {
        var (with, without) = (world.Milestones, world.Baseline!.Milestones);
        return with.All.Where(milestone => DerivedMilestones.IsChanged(milestone, without)).Select(
            milestone => new PageEntry<Consequence>(milestone.Name, () => new() { Milestone = with.ReadinessOf(milestone, without) }));
    }

    static IEnumerable<PageEntry<Consequence>> Recommendations(RecommendationScenario world)
    {
        var (with, without) = (world.Tree, world.Baseline!.Tree);
        return
            from recommendation in with.Facts.Resources.List<Recommendation>()
            where recommendation.Status != RecommendationStatus.Draft
            let consequence = new RecommendationConsequence
            {
                Recommendation = recommendation.Name,
                Title = recommendation.Title,
                Progress = with.Of(recommendation),
                WithoutAssumptions = without.Of(recommendation),
            }
            where !consequence.Progress.Equals(consequence.WithoutAssumptions)
            select new PageEntry<Consequence>(recommendation.Name, () => new() { Recommendation = consequence });
    }
}
