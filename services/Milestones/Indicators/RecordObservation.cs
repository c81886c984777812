namespace KosovoNato.Milestones.Indicators;

/// <summary>Records a value of an indicator.</summary>
static class RecordObservation
{
    public static readonly Write<RecordObservationRequest, Indicator> Write = new(Check, Decide);

    static void Check(RecordObservationRequest request, FieldViolations violations)
    {
        MilestoneNames.Check("indicators", request.Name, violations);
        if (request.Observation is null)
        {
            violations.Add("observation", "is required");
            return;
        }

        ObservationChecks.Check(request.Observation, FieldSelection.All, violations.At("observation"));
    }

    static Indicator Decide(RecordObservationRequest request, Transaction draft)
    {
        var indicator = draft.Edit<Indicator>(request.Name, request.Etag);
        Observations.Add(indicator, request.Observation.Clone());
        Observations.RequirePreferred(indicator, request.Observation.Period);
        draft.Put(indicator, MilestonesEvent.ObservationRecorded);
        return indicator;
    }
}
