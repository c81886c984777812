namespace KosovoNato.Recommendations.Transitions;

/// <summary>Closes a recommendation. Only a person does: the facts at most propose it.</summary>
static class CloseRecommendation
{
    public static readonly Write<CloseRecommendationRequest, Recommendation> Write = new(Check, Decide);

    static void Check(CloseRecommendationRequest request, FieldViolations violations)
    {
        RecommendationNames.CheckRecommendation(request.Name, violations);
        if (request.Closing is not { } closing)
        {
            violations.Add("closing", "is required");
            return;
        }

        var at = violations.At("closing");
        ValueChecks.CheckListed(closing.Outcome, at, "outcome");
        DateChecks.CheckRequired(closing.On, at, "on");
        if (closing.Outcome == ClosingOutcome.Superseded)
        {
            RecommendationNames.CheckId(closing.SupersededBy, at, "superseded_by");
        }
        else
        {
            at.Require(closing.SupersededBy.Length == 0, "superseded_by", "must be empty: it is for SUPERSEDED only");
        }

        EvidenceChecks.Check(closing.Evidence, at);
        at.Require(closing.ReopeningEvidence is null, "reopening_evidence", "must be empty: ReopenRecommendation sets it");
    }

    static Recommendation Decide(CloseRecommendationRequest request, Transaction draft)
    {
        var recommendation = draft.Edit<Recommendation>(request.Name, request.Etag);
        EventDates.RequireHappened(request.Closing.On, "closing.on", draft);
        recommendation.Apply(RecommendationTransition.Close);
        recommendation.Closing = request.Closing.Clone();
        recommendation.Closing.Evidence = EvidenceChecks.Normalized(recommendation.Closing.Evidence);
        SupersessionChain.Require(recommendation, draft);
        draft.Put(recommendation, RecommendationsEvent.RecommendationClosed);
        return recommendation;
    }
}
