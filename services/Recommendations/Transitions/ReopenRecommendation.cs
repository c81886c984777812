namespace KosovoNato.Recommendations.Transitions;

/// <summary>Opens a closed recommendation again; how it was closed stays readable.</summary>
static class ReopenRecommendation
{
    public static readonly Write<ReopenRecommendationRequest, Recommendation> Write = new(Check, Decide);

    static void Check(ReopenRecommendationRequest request, FieldViolations violations)
    {
        RecommendationNames.CheckRecommendation(request.Name, violations);
        EvidenceChecks.Check(request.Evidence, violations);
    }

    static Recommendation Decide(ReopenRecommendationRequest request, Transaction draft)
    {
        var recommendation = draft.Edit<Recommendation>(request.Name, request.Etag);
        recommendation.Apply(RecommendationTransition.Reopen);
        recommendation.Closing.ReopeningEvidence = EvidenceChecks.Normalized(request.Evidence);
        draft.Put(recommendation, RecommendationsEvent.RecommendationReopened);
        return recommendation;
    }
}
