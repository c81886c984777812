namespace KosovoNato.Recommendations.Transitions;

/// <summary>Closes a recommendation. Only a person does this; the facts only suggest it.</summary>
static class CloseRecommendation
{
    public static readonly EditWrite<CloseRecommendationRequest, Recommendation> Write =
        new(Check, Change, RecommendationsEventType.RecommendationClosed);

    static void Check(CloseRecommendationRequest request, FieldViolations violations)
    {
        NameChecks.Check("recommendations", request.Name, violations);
        ValueChecks.CheckRequired(request.Closure, violations, "closure", (closing, at) =>
        {
            ValueChecks.CheckListed(closing.Reason, at, "reason");
            DateChecks.CheckRequired(closing.Date, at, "date");
            if (closing.Reason == ClosureReason.Superseded)
            {
                NameChecks.Check("recommendations", closing.SupersededBy, at, "superseded_by");
            }
            else
            {
                at.Require(closing.SupersededBy.Length == 0, "superseded_by", "must be empty unless `reason` is SUPERSEDED");
            }

            EvidenceChecks.Check(closing.Evidence, at);
            at.Require(closing.ReopeningEvidence is null, "reopening_evidence", "must be empty: ReopenRecommendation sets it");
        });
    }

    static void Change(CloseRecommendationRequest request, Recommendation recommendation, Transaction draft)
    {
        DateChecks.RequireBegun(draft.Today, (request.Closure.Date, "closure.date"));
        recommendation.Apply(RecommendationTransition.Close);
        recommendation.Closure = request.Closure.Clone();
        recommendation.Closure.Evidence = EvidenceChecks.Normalized(recommendation.Closure.Evidence);
        SupersessionChain.Require(recommendation, draft);
    }
}
