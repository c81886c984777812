namespace KosovoNato.Recommendations.Responses;

/// <summary>What nobody has read cannot be answered or judged.</summary>
static class PublicationGuard
{
    public static void Require(Recommendation recommendation)
    {
        if (recommendation.Status == RecommendationStatus.Draft)
        {
            throw ApiException.RuleViolated("NOT_PUBLISHED", recommendation.Name,
                $"{recommendation.Name} is a DRAFT: nobody can have answered or judged it. Publish it first.");
        }
    }
}
