namespace KosovoNato.Recommendations.Transitions;

/// <summary>Publishes a draft and makes its text final.</summary>
static class PublishRecommendation
{
    public static readonly EditWrite<PublishRecommendationRequest, Recommendation> Write = new(
        (request, violations) => NameChecks.Check("recommendations", request.Name, violations),
        (_, recommendation, _) => recommendation.Apply(RecommendationTransition.Publish),
        RecommendationsEventType.RecommendationPublished);
}
