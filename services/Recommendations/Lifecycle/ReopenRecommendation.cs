namespace KosovoNato.Recommendations.Lifecycle;

/// <summary>Opens a closed recommendation again; how it was closed stays readable.</summary>
static class ReopenRecommendation
{
    public static readonly Write<ReopenRecommendationRequest, Recommendation> Write = new(Check, Decide);

    static void Check(ReopenRecommendationRequest request, Violations violations)
    {
        Names.CheckRecommendation(request.Name, violations);
        Evidences.Check(request.Evidence, violations);
    }

    static Recommendation Decide(ReopenRecommendationRequest request, Draft draft)
    {
        var recommendation = draft.Edit<Recommendation>(request.Name, request.Etag);
        recommendation.Make(RecommendationMove.Reopen);
        recommendation.Closing.ReopeningEvidence = Evidences.Kept(request.Evidence);
        draft.Put(recommendation, RecommendationsEvent.RecommendationReopened);
        return recommendation;
    }
}
