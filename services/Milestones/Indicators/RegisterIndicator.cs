namespace KosovoNato.Milestones.Indicators;

/// <summary>Registers an indicator with its observations so far.</summary>
static class RegisterIndicator
{
    public static readonly CreateWrite<RegisterIndicatorRequest, Indicator> Write =
        new(IndicatorChecks.Check, Keep, MilestonesEventType.IndicatorRegistered);

    static void Keep(Indicator indicator)
    {
        IndicatorChecks.Keep(indicator);
        List<Observation> observations = [.. indicator.Observations];
        indicator.Observations.Clear();
        observations.ForEach(observation => Observations.Add(indicator, observation));
        Observations.RequirePreferred(indicator, [.. indicator.Observations.Select(one => one.Period).Distinct()]);
    }
}
