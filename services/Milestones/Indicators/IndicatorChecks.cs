namespace KosovoNato.Milestones.Indicators;

/// <summary>What an indicator must be like.</summary>
static class IndicatorChecks
{
    public static void Check(Indicator? indicator, Fields fields, Violations violations)
    {
        if (indicator is null)
        {
            violations.Add("indicator", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("indicator");
        Names.Check("indicators", indicator.Name, at);
        if (fields.Has("display_name"))
        {
            Values.CheckTitle(indicator.DisplayName, 200, at, "display_name");
        }

        if (fields.Has("unit"))
        {
            Values.CheckTitle(indicator.Unit, 60, at, "unit");
        }

        if (fields.Has("topic"))
        {
            Names.CheckId(indicator.Topic, at, "topic");
        }

        if (fields.Has("better"))
        {
            at.Require(Enum.IsDefined(indicator.Better), "better", $"must be unset or one of {string.Join(", ", Words.All<Better>())}");
        }

        if (fields.Has("note"))
        {
            Values.CheckNote(indicator.Note, at);
        }

        if (fields == Fields.All)
        {
            CheckObservations(indicator.Observations, at);
        }
    }

    static void CheckObservations(IReadOnlyList<Observation> observations, Violations violations)
    {
        Values.CheckCount(observations.Count, Observations.Most, violations, "observations");
        for (var i = 0; i < Math.Min(observations.Count, Observations.Most); i++)
        {
            ObservationChecks.Check(observations[i], Fields.All, violations.At($"observations[{i}]"));
        }
    }
}
