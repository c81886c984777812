namespace KosovoNato.Recommendations.Drafting;

/// <summary>Drafts a recommendation of a document.</summary>
static class DraftRecommendation
{
    public static readonly Write<DraftRecommendationRequest, Recommendation> Write = new(Check, Decide);

    static void Check(DraftRecommendationRequest request, FieldViolations violations)
    {
        RecommendationChecks.Check(request.Recommendation, FieldSelection.All, violations);
        if (request.Recommendation is { } recommendation)
        {
            CheckNew(recommendation, violations.At("recommendation"));
        }
    }

    static Recommendation Decide(DraftRecommendationRequest request, Transaction draft)
    {
        var recommendation = request.Recommendation.Clone();
        draft.RequireNew<Recommendation>(recommendation.Name);
        RecommendationChecks.Keep(recommendation);
        TreePlacement.Require(recommendation, draft);
        Corrections.Add([], recommendation, draft);
        recommendation.Status = RecommendationStatus.Draft;
        draft.Put(recommendation, RecommendationsEvent.RecommendationDrafted);
        return recommendation;
    }

    /// <summary>What other writes say, or nobody says because it is computed, cannot be said here.</summary>
    static void CheckNew(Recommendation recommendation, FieldViolations violations)
    {
        violations.Require(recommendation.Status == default, "status", "must be unset: it is DRAFT, and moves by PublishRecommendation and the like");
        violations.Require(recommendation.Closing is null, "closing", "must be unset: use CloseRecommendation");
        violations.Require(recommendation.Response is null, "response", "must be unset: use RecordResponse once it is published");
        violations.Require(recommendation.EarlierResponses.Count == 0, "earlier_responses", "must be empty: use RecordResponse once it is published");
        violations.Require(recommendation.Assessments.Count == 0, "assessments", "must be empty: use RecordAssessment once it is published");
        violations.Require(recommendation.Progress is null, "progress", "must be unset: it is computed of recorded facts");
    }
}
