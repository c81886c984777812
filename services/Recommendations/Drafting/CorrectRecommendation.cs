namespace KosovoNato.Recommendations.Drafting;

/// <summary>Corrects a recommendation. Its title and summary can be corrected only while it is a draft.</summary>
static class CorrectRecommendation
{
    public static readonly CorrectWrite<CorrectRecommendationRequest, Recommendation> Write = new(
        [
            "title", "summary", "parent_recommendation", "number", "strength", "addressee", "obstacles", "milestone_links", "criterion",
            "stated_benefit",
            "evidence", "note", "corrections",
        ],
        RecommendationChecks.Check, Complete, RecommendationsEventType.CorrectionMade);

    static void Complete(CorrectRecommendationRequest request, Recommendation before, Recommendation recommendation, Transaction draft)
    {
        RecommendationChecks.Keep(recommendation);
        RequireSameText(before, recommendation);
        TreePlacement.Require(recommendation, draft);
        Corrections.Keep(before.Corrections, recommendation.Corrections, recommendation.Name, draft.Context);
    }

    static void RequireSameText(Recommendation before, Recommendation after)
    {
        if (before.Status != RecommendationStatus.Draft && (before.Title, before.Summary) != (after.Title, after.Summary))
        {
            throw ApiException.RuleViolated("TEXT_FIXED", before.Name,
                $"{before.Name} is published, so its title and summary cannot be changed. Add a correction instead: in `corrections`, give "
                + "the text of the document and the correct text.");
        }
    }
}
