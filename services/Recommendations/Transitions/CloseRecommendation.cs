namespace KosovoNato.Recommendations.Transitions;

/// <summary>Closes a recommendation. Only a person does this; the facts only suggest it.</summary>
static class CloseRecommendation
{
    public static readonly EditWrite<CloseRecommendationRequest, Recommendation> Write =
        new(Check, Change, RecommendationsEvent.RecommendationClosed);

    static void Check(CloseRecommendationRequest request, FieldViolations violations)
    {
        NameChecks.Check("recommendations", request.Name, violations);
        ValueChecks.CheckRequired(request.Closing, violations, "closing", (closing, at) =>
        {
            ValueChecks.CheckListed(closing.Outcome, at, "outcome");
            DateChecks.CheckRequired(closing.On, at, "on");
            if (closing.Outcome == ClosingOutcome.Superseded)
            {
                NameChecks.CheckId(closing.SupersededBy, at, "superseded_by");
            }
            else
            {
                at.Require(closing.SupersededBy.Length == 0, "superseded_by", "must be empty unless `outcome` is SUPERSEDED");
            }

            EvidenceChecks.Check(closing.Evidence, at);
            at.Require(closing.ReopeningEvidence is null, "reopening_evidence", "must be empty: ReopenRecommendation sets it");
        });
    }

    static void Change(CloseRecommendationRequest request, Recommendation recommendation, Transaction draft)
    {
        DateChecks.RequireHappened(draft.Today, (request.Closing.On, "closing.on"));
        recommendation.Apply(RecommendationTransition.Close);
        recommendation.Closing = request.Closing.Clone();
        recommendation.Closing.Evidence = EvidenceChecks.Normalized(recommendation.Closing.Evidence);
        SupersessionChain.Require(recommendation, draft);
    }
}
