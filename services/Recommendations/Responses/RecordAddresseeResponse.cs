namespace KosovoNato.Recommendations.Responses;

/// <summary>Records what the addressee says; what it said before stays among the earlier responses.</summary>
static class RecordAddresseeResponse
{
    const int MaxEarlier = 50;

    public static readonly Write<RecordResponseRequest, Recommendation> Write = new(Check, Decide);

    static void Check(RecordResponseRequest request, FieldViolations violations)
    {
        RecommendationNames.CheckRecommendation(request.Name, violations);
        if (request.Response is not { } response)
        {
            violations.Add("response", "is required");
            return;
        }

        var at = violations.At("response");
        at.Require(ValueChecks.IsListed(response.Kind) && response.Kind != ResponseKind.None, "kind",
            "must be ACCEPTED, PARTLY_ACCEPTED, NOTED or REJECTED");
        var on = DateChecks.CheckKnown(response.On, at, "on");
        var due = DateChecks.CheckKnown(response.DueOn, at, "due_on");
        DateChecks.CheckOrder(on, due, at, "due_on", "must not be before the day of the response");
        ValueChecks.CheckText(response.LeadInstitution, 200, at, "lead_institution");
        EvidenceChecks.Check(response.Evidence, at);
        ValueChecks.CheckNote(response.Note, at);
    }

    static Recommendation Decide(RecordResponseRequest request, Transaction draft)
    {
        var recommendation = draft.Edit<Recommendation>(request.Name, request.Etag);
        EventDates.RequireHappened(request.Response.On, "response.on", draft);
        PublicationGuard.Require(recommendation);
        if (recommendation.Response is { } earlier)
        {
            if (recommendation.EarlierResponses.Count == MaxEarlier)
            {
                throw ApiException.RuleViolated("TOO_MANY_RESPONSES", recommendation.Name,
                    $"{recommendation.Name} has {MaxEarlier} earlier responses already, and none is ever removed. Put what is new into a note.");
            }

            recommendation.EarlierResponses.Add(earlier);
        }

        recommendation.Response = request.Response.Clone();
        recommendation.Response.Evidence = EvidenceChecks.Normalized(recommendation.Response.Evidence);
        draft.Put(recommendation, RecommendationsEvent.ResponseRecorded);
        return recommendation;
    }
}
