namespace KosovoNato.Milestones.Indicators;

/// <summary>Validation rules for indicators.</summary>
static class IndicatorChecks
{
    public static void Check(Indicator indicator, FieldSelection fields, FieldViolations at)
    {
        NameChecks.Check("indicators", indicator.Name, at);
        new FieldChecks(at, fields)
            .Title("display_name", indicator.DisplayName, 200)
            .Title("unit", indicator.Unit, 60)
            .Id("topic", indicator.Topic)
            .Optional("preferred_direction", indicator.PreferredDirection)
            .Check("state", inside => StateCodes.CheckOptional(indicator.State, inside, "state"))
            .Note(indicator.Note);
        if (fields == FieldSelection.All)
        {
            ValueChecks.CheckEach(indicator.Observations, Observations.MaxCount, at, "observations",
                (observation, inside) => ObservationChecks.Check(observation, FieldSelection.All, inside));
        }
    }

    /// <summary>Normalizes an indicator for storage.</summary>
    public static void Keep(Indicator indicator) => indicator.State = StateCodes.Canonical(indicator.State);
}
