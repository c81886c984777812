using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.WhatIf;
using KosovoNato.Storage;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Answers why a recommendation is as far as it is: a function of what is known and of the day alone.</summary>
static class ExplainProgress
{
    public static void Check(ExplainProgressRequest request, FieldViolations violations)
    {
        RecommendationNames.CheckId(request.Recommendation, violations, "recommendation");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    public static ExplainProgressResponse Answer(ExplainProgressRequest request, Snapshot known, DateOnly day)
    {
        var world = RecommendationScenario.Of(known, day, request.DateReading, request.Assumptions);
        var recorded = request.Assumptions.Count > 0 ? RecommendationScenario.Of(known, day, request.DateReading) : null;
        var origins = new Provenance(known);
        var facts = world.Tree.Facts;
        var bases = new SupportingFacts(facts, origins.RevisionOf, name => AssumptionOverlay.IsAssumed(facts.Resources, name));
        var recommendation = world.Tree.Find(request.Recommendation) ?? throw ApiException.NotFound(RecommendationNames.Recommendation(request.Recommendation));
        return new()
        {
            Explanation = new ProgressExplainer(world, recorded, bases).Of(recommendation),
            AsOf = QueryDay.TextOf(day),
            Revision = ReadHandler.RevisionOf(known),
            Followed = { origins.Followed },
        };
    }
}
