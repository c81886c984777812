namespace KosovoNato.Milestones.Indicators;

/// <summary>Validation rules for observations.</summary>
static class ObservationChecks
{
    public static void Check(Observation observation, FieldSelection fields, FieldViolations at) =>
        new FieldChecks(at, fields)
            .Date("period", observation.Period)
            .Require("value", double.IsFinite(observation.Value), "must be a number, or unset if the source has none")
            .Text("qualifier", observation.Qualifier, 100)
            .Optional("rank", observation.Rank)
            .Evidence(observation.Evidence)
            .Note(observation.Note);
}
