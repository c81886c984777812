namespace KosovoNato.Recommendations.Transitions;

/// <summary>Publishes a draft; from here on its text is fixed.</summary>
static class PublishRecommendation
{
    public static readonly Write<PublishRecommendationRequest, Recommendation> Write = new(Check, Decide);

    static void Check(PublishRecommendationRequest request, FieldViolations violations) => RecommendationNames.CheckRecommendation(request.Name, violations);

    static Recommendation Decide(PublishRecommendationRequest request, Transaction draft)
    {
        var recommendation = draft.Edit<Recommendation>(request.Name, request.Etag);
        recommendation.Apply(RecommendationTransition.Publish);
        draft.Put(recommendation, RecommendationsEvent.RecommendationPublished);
        return recommendation;
    }
}
