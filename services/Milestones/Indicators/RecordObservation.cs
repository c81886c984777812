namespace KosovoNato.Milestones.Indicators;

/// <summary>Records an observation of an indicator.</summary>
static class RecordObservation
{
    public static readonly EditWrite<RecordObservationRequest, Indicator> Write = new(
        Check, Change, MilestonesEventType.ObservationRecorded);

    static void Check(RecordObservationRequest request, FieldViolations violations)
    {
        NameChecks.Check("indicators", request.Name, violations);
        ValueChecks.CheckRequired(request.Observation, violations, "observation",
            (observation, at) => ObservationChecks.Check(observation, FieldSelection.All, at));
    }

    static void Change(RecordObservationRequest request, Indicator indicator, Transaction draft)
    {
        Observations.Add(indicator, request.Observation.Clone());
        Observations.RequirePreferred(indicator, request.Observation.Period);
    }
}
