namespace KosovoNato.Recommendations.Responses;

/// <summary>Records the response of the addressee. Its previous response is kept among the earlier responses.</summary>
static class RecordAddresseeResponse
{
    const int MaxEarlier = 50;

    public static readonly EditWrite<RecordAddresseeResponseRequest, Recommendation> Write =
        new(Check, Change, RecommendationsEventType.ResponseRecorded);

    static void Check(RecordAddresseeResponseRequest request, FieldViolations violations)
    {
        NameChecks.Check("recommendations", request.Name, violations);
        ValueChecks.CheckRequired(request.Response, violations, "response", (response, at) =>
        {
            at.Require(ValueChecks.IsListed(response.Kind) && response.Kind != AddresseeResponseKind.None, "kind",
                "must be ACCEPTED, PARTLY_ACCEPTED, NOTED or REJECTED");
            var on = DateChecks.CheckKnown(response.Date, at, "date");
            var due = DateChecks.CheckKnown(response.DueOn, at, "due_on");
            DateChecks.CheckOrder(on, due, at, "due_on", "must not be before `date`");
            ValueChecks.CheckText(response.LeadInstitution, 200, at, "lead_institution");
            EvidenceChecks.Check(response.Evidence, at);
            ValueChecks.CheckNote(response.Note, at);
        });
    }

    static void Change(RecordAddresseeResponseRequest request, Recommendation recommendation, Transaction draft)
    {
        DateChecks.RequireBegun(draft.Today, (request.Response.Date, "response.date"));
        PublicationGuard.Require(recommendation);
        if (recommendation.Response is { } earlier)
        {
            Capacity.Require(
                recommendation.EarlierResponses.Count, MaxEarlier, recommendation.Name, "earlier responses", rule: "TOO_MANY_RESPONSES");
            recommendation.EarlierResponses.Add(earlier);
        }

        recommendation.Response = request.Response.Clone();
        recommendation.Response.Evidence = EvidenceChecks.Normalized(recommendation.Response.Evidence);
    }
}
