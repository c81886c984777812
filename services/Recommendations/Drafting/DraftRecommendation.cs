namespace KosovoNato.Recommendations.Drafting;

/// <summary>Drafts a recommendation from a document.</summary>
static class DraftRecommendation
{
    public static readonly CreateWrite<DraftRecommendationRequest, Recommendation> Write =
        new(RecommendationChecks.Check, Complete, RecommendationsEventType.RecommendationDrafted);

    static void Complete(Recommendation recommendation, Transaction draft)
    {
        RecommendationChecks.Keep(recommendation);
        TreePlacement.Require(recommendation, draft);
        Corrections.Keep([], recommendation.Corrections, recommendation.Name, draft.Context);
        recommendation.Status = RecommendationStatus.Draft;
    }
}
