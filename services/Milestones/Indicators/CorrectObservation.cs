namespace KosovoNato.Milestones.Indicators;

/// <summary>Corrects an observation. What it was before stays in the earlier revisions.</summary>
static class CorrectObservation
{
    public static readonly Write<CorrectObservationRequest, Indicator> Write = new(Check, Decide);

    static void Check(CorrectObservationRequest request, FieldViolations violations)
    {
        MilestoneNames.Check("indicators", request.Name, violations);
        var fields = FieldSelection.Check(request.UpdateMask, violations, "period", "value", "qualifier", "rank", "evidence", "note");
        if (request.Observation is null)
        {
            violations.Add("observation", "is required: it holds the id and the new values");
            return;
        }

        var at = violations.At("observation");
        MilestoneNames.CheckNestedId('o', request.Observation.Id, at, "id");
        ObservationChecks.Check(request.Observation, fields, at);
    }

    static Indicator Decide(CorrectObservationRequest request, Transaction draft)
    {
        var indicator = draft.Edit<Indicator>(request.Name, request.Etag);
        var observation = indicator.Observations.FirstOrDefault(one => one.Id == request.Observation.Id)
            ?? throw ApiException.NotFound($"{indicator.Name} observation {request.Observation.Id}");
        var periodBefore = observation.Period;
        FieldSelection.Apply(request.UpdateMask, request.Observation, observation);
        if (request.UpdateMask.Paths.Contains("value") && !request.Observation.HasValue)
        {
            // The library gives a number that is unset its default, which would say that zero was observed.
            observation.ClearValue();
        }

        observation.Rank = observation.Rank == ClaimRank.Unspecified ? ClaimRank.Preferred : observation.Rank;
        observation.Evidence = EvidenceChecks.Normalized(observation.Evidence);
        Observations.Prefer(indicator, observation);
        Observations.RequirePreferred(indicator, periodBefore, observation.Period);
        Observations.Sort(indicator.Observations);
        draft.Put(indicator, MilestonesEvent.CorrectionMade);
        return indicator;
    }
}
