namespace KosovoNato.Recommendations.Responses;

/// <summary>Records what the addressee says; what it said before stays among the earlier responses.</summary>
static class RecordResponse
{
    const int MostEarlier = 50;

    public static readonly Write<RecordResponseRequest, Recommendation> Write = new(Check, Decide);

    static void Check(RecordResponseRequest request, Violations violations)
    {
        Names.CheckRecommendation(request.Name, violations);
        if (request.Response is not { } response)
        {
            violations.Add("response", "is required");
            return;
        }

        var at = violations.At("response");
        at.Require(Values.IsListed(response.Kind) && response.Kind != ResponseKind.None, "kind",
            "must be ACCEPTED, PARTLY_ACCEPTED, NOTED or REJECTED");
        var on = Dates.CheckKnown(response.On, at, "on");
        var due = Dates.CheckKnown(response.DueOn, at, "due_on");
        Dates.CheckOrder(on, due, at, "due_on", "must not be before the day of the response");
        Values.CheckText(response.LeadInstitution, 200, at, "lead_institution");
        Evidences.Check(response.Evidence, at);
        Values.CheckNote(response.Note, at);
    }

    static Recommendation Decide(RecordResponseRequest request, Draft draft)
    {
        var recommendation = draft.Edit<Recommendation>(request.Name, request.Etag);
        Days.RequireHappened(request.Response.On, "response.on", draft);
        Published.Require(recommendation);
        if (recommendation.Response is { } earlier)
        {
            if (recommendation.EarlierResponses.Count == MostEarlier)
            {
                throw Refusal.RuleViolated("TOO_MANY_RESPONSES", recommendation.Name,
                    $"{recommendation.Name} has {MostEarlier} earlier responses already, and none is ever removed. Put what is new into a note.");
            }

            recommendation.EarlierResponses.Add(earlier);
        }

        recommendation.Response = request.Response.Clone();
        recommendation.Response.Evidence = Evidences.Kept(recommendation.Response.Evidence);
        draft.Put(recommendation, RecommendationsEvent.ResponseRecorded);
        return recommendation;
    }
}
