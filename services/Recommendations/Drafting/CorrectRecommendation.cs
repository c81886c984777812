namespace KosovoNato.Recommendations.Drafting;

/// <summary>Corrects what is known of a recommendation. Its text is corrected only as long as it is a draft.</summary>
static class CorrectRecommendation
{
    public static readonly Write<CorrectRecommendationRequest, Recommendation> Write = new(Check, Decide);

    static void Check(CorrectRecommendationRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations,
            "title", "summary", "parent", "number", "force", "addressee", "obstacles", "links", "criterion", "stated_benefit", "evidence", "note", "corrections");
        RecommendationChecks.Check(request.Recommendation, fields, violations);
    }

    static Recommendation Decide(CorrectRecommendationRequest request, Transaction draft)
    {
        var recommendation = draft.Edit<Recommendation>(request.Recommendation.Name, request.Etag);
        var before = recommendation.Clone();
        FieldSelection.Apply(request.UpdateMask, request.Recommendation, recommendation);
        RecommendationChecks.Keep(recommendation);
        RequireSameText(before, recommendation);
        TreePlacement.Require(recommendation, draft);
        Corrections.Add(before.Corrections, recommendation, draft);
        draft.Put(recommendation, RecommendationsEvent.CorrectionMade);
        return recommendation;
    }

    static void RequireSameText(Recommendation before, Recommendation after)
    {
        if (before.Status != RecommendationStatus.Draft && (before.Title, before.Summary) != (after.Title, after.Summary))
        {
            throw ApiException.RuleViolated("TEXT_FIXED", before.Name,
                $"{before.Name} is published, so its title and summary stay as they are. Record a correction instead: add to corrections what the document says, and what is right.");
        }
    }
}
