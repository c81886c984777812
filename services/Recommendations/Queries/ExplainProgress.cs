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
        var recommendation = world.Tree.Find(request.Recommendation)
            ?? throw world.Tree.Facts.Resources.NotFound<Recommendation>(request.Recommendation);
        return new()
        {
            Explanation = new ProgressExplainer(world, world.Baseline, world.Bases).Of(recommendation),
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
            UpstreamRevisions = { world.Provenance.Followed },
        };
    }
}
