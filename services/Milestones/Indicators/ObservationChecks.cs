namespace KosovoNato.Milestones.Indicators;

/// <summary>What an observation must be like.</summary>
static class ObservationChecks
{
    public static void Check(Observation observation, Fields fields, Violations violations)
    {
        if (fields.Has("period"))
        {
            Dates.CheckKnown(observation.Period, violations, "period");
        }

        if (fields.Has("value"))
        {
            violations.Require(double.IsFinite(observation.Value), "value", "must be a number, or unset if the source has none");
        }

        if (fields.Has("qualifier"))
        {
            Values.CheckText(observation.Qualifier, 100, violations, "qualifier");
        }

        if (fields.Has("rank"))
        {
            violations.Require(Enum.IsDefined(observation.Rank), "rank", $"must be unset or one of {string.Join(", ", Words.All<ClaimRank>())}");
        }

        if (fields.Has("evidence"))
        {
            Evidences.Check(observation.Evidence, violations);
        }

        if (fields.Has("note"))
        {
            Values.CheckNote(observation.Note, violations);
        }
    }
}
