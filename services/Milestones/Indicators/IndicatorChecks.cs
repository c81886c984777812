namespace KosovoNato.Milestones.Indicators;

/// <summary>What an indicator must be like.</summary>
static class IndicatorChecks
{
    public static void Check(Indicator? indicator, FieldSelection fields, FieldViolations violations)
    {
        if (indicator is null)
        {
            violations.Add("indicator", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("indicator");
        MilestoneNames.Check("indicators", indicator.Name, at);
        if (fields.Has("display_name"))
        {
            ValueChecks.CheckTitle(indicator.DisplayName, 200, at, "display_name");
        }

        if (fields.Has("unit"))
        {
            ValueChecks.CheckTitle(indicator.Unit, 60, at, "unit");
        }

        if (fields.Has("topic"))
        {
            MilestoneNames.CheckId(indicator.Topic, at, "topic");
        }

        if (fields.Has("better"))
        {
            at.Require(Enum.IsDefined(indicator.Better), "better", $"must be unset or one of {string.Join(", ", EnumNames.All<Better>())}");
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(indicator.Note, at);
        }

        if (fields == FieldSelection.All)
        {
            CheckObservations(indicator.Observations, at);
        }
    }

    static void CheckObservations(IReadOnlyList<Observation> observations, FieldViolations violations)
    {
        ValueChecks.CheckCount(observations.Count, Observations.MaxCount, violations, "observations");
        for (var i = 0; i < Math.Min(observations.Count, Observations.MaxCount); i++)
        {
            ObservationChecks.Check(observations[i], FieldSelection.All, violations.At($"observations[{i}]"));
        }
    }
}
