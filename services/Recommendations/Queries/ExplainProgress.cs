using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.WhatIf;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Explains the progress of a recommendation.</summary>
static class ExplainProgress
{
    public static readonly Query<ExplainProgressRequest, RecommendationScenario, ExplainProgressResponse> Query = new(Check, Answer);

    static void Check(ExplainProgressRequest request, FieldViolations violations)
    {
        NameChecks.Check("recommendations", request.Recommendation, violations, "recommendation");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    static ExplainProgressResponse Answer(ExplainProgressRequest request, RecommendationScenario world)
    {
        var facts = world.Tree.Facts;
        var bases = new SupportingFacts(facts, world.Provenance.RevisionOf, name => AssumptionOverlay.IsAssumed(facts.Resources, name));
        var recommendation = world.Tree.Find(request.Recommendation)
            ?? throw facts.Resources.NotFound<Recommendation>(request.Recommendation);
        return new()
        {
            Explanation = new ProgressExplainer(world, world.Baseline, bases).Of(recommendation),
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
            UpstreamRevisions = { world.Provenance.Followed },
        };
    }
}
