namespace KosovoNato.Milestones.Indicators;

/// <summary>Corrects an observation. The replaced values stay in the earlier revisions.</summary>
static class CorrectObservation
{
    public static readonly EditWrite<CorrectObservationRequest, Indicator> Write = new(Check, Change, MilestonesEventType.CorrectionMade);

    static void Check(CorrectObservationRequest request, FieldViolations violations)
    {
        NameChecks.Check("indicators", request.Name, violations);
        var fields = FieldSelection.Check(request.UpdateMask, violations, "period", "value", "qualifier", "rank", "evidence", "note");
        ValueChecks.CheckRequired(request.Observation, violations, "observation", (observation, at) =>
        {
            NameChecks.CheckNestedId('o', observation.Id, at, "id");
            ObservationChecks.Check(observation, fields, at);
        });
    }

    static void Change(CorrectObservationRequest request, Indicator indicator, Transaction draft)
    {
        var observation = indicator.Observations.FirstOrDefault(one => one.Id == request.Observation.Id)
            ?? throw ApiException.NotFound($"{indicator.Name} observation {request.Observation.Id}");
        var periodBefore = observation.Period;
        FieldSelection.Apply(request.UpdateMask, request.Observation, observation);
        if (request.UpdateMask.Paths.Contains("value") && !request.Observation.HasValue)
        {
            // Protobuf sets an unset number to its default, which would read as an observed value of zero.
            observation.ClearValue();
        }

        observation.Rank = observation.Rank == ClaimRank.Unspecified ? ClaimRank.Preferred : observation.Rank;
        observation.Evidence = EvidenceChecks.Normalized(observation.Evidence);
        Observations.Prefer(indicator, observation);
        Observations.RequirePreferred(indicator, periodBefore, observation.Period);
        Observations.Sort(indicator.Observations);
    }
}
