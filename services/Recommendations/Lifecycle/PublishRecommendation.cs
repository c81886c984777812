namespace KosovoNato.Recommendations.Lifecycle;

/// <summary>Publishes a draft; from here on its text is fixed.</summary>
static class PublishRecommendation
{
    public static readonly Write<PublishRecommendationRequest, Recommendation> Write = new(Check, Decide);

    static void Check(PublishRecommendationRequest request, Violations violations) => Names.CheckRecommendation(request.Name, violations);

    static Recommendation Decide(PublishRecommendationRequest request, Draft draft)
    {
        var recommendation = draft.Edit<Recommendation>(request.Name, request.Etag);
        recommendation.Make(RecommendationMove.Publish);
        draft.Put(recommendation, RecommendationsEvent.RecommendationPublished);
        return recommendation;
    }
}
