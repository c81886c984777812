namespace KosovoNato.Recommendations.Transitions;

/// <summary>Reopens a closed recommendation. Its closure stays readable.</summary>
static class ReopenRecommendation
{
    public static readonly EditWrite<ReopenRecommendationRequest, Recommendation> Write =
        new(Check, Change, RecommendationsEventType.RecommendationReopened);

    static void Check(ReopenRecommendationRequest request, FieldViolations violations)
    {
        NameChecks.Check("recommendations", request.Name, violations);
        EvidenceChecks.Check(request.Evidence, violations);
    }

    static void Change(ReopenRecommendationRequest request, Recommendation recommendation, Transaction draft)
    {
        recommendation.Apply(RecommendationTransition.Reopen);
        recommendation.Closure.ReopeningEvidence = EvidenceChecks.Normalized(request.Evidence);
    }
}
