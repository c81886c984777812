namespace KosovoNato.Recommendations.Responses;

/// <summary>Rejects responses and assessments of recommendations that are not published.</summary>
static class PublicationGuard
{
    public static void Require(Recommendation recommendation)
    {
        if (recommendation.Status == RecommendationStatus.Draft)
        {
            throw ApiException.RuleViolated("NOT_PUBLISHED", recommendation.Name,
                $"{recommendation.Name} is a DRAFT, which can have no responses or assessments. Publish it first.");
        }
    }
}
