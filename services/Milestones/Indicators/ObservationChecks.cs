namespace KosovoNato.Milestones.Indicators;

/// <summary>What an observation must be like.</summary>
static class ObservationChecks
{
    public static void Check(Observation observation, FieldSelection fields, FieldViolations violations)
    {
        if (fields.Has("period"))
        {
            DateChecks.CheckKnown(observation.Period, violations, "period");
        }

        if (fields.Has("value"))
        {
            violations.Require(double.IsFinite(observation.Value), "value", "must be a number, or unset if the source has none");
        }

        if (fields.Has("qualifier"))
        {
            ValueChecks.CheckText(observation.Qualifier, 100, violations, "qualifier");
        }

        if (fields.Has("rank"))
        {
            violations.Require(Enum.IsDefined(observation.Rank), "rank", $"must be unset or one of {string.Join(", ", EnumNames.All<ClaimRank>())}");
        }

        if (fields.Has("evidence"))
        {
            EvidenceChecks.Check(observation.Evidence, violations);
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(observation.Note, violations);
        }
    }
}
