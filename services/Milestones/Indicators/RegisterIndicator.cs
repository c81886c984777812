namespace KosovoNato.Milestones.Indicators;

/// <summary>Registers something that is measured, with what was observed so far.</summary>
static class RegisterIndicator
{
    public static readonly Write<RegisterIndicatorRequest, Indicator> Write = new(Check, Decide);

    static void Check(RegisterIndicatorRequest request, FieldViolations violations) => IndicatorChecks.Check(request.Indicator, FieldSelection.All, violations);

    static Indicator Decide(RegisterIndicatorRequest request, Transaction draft)
    {
        var indicator = request.Indicator.Clone();
        draft.RequireNew<Indicator>(indicator.Name);
        indicator.Observations.Clear();
        foreach (var observation in request.Indicator.Observations)
        {
            Observations.Add(indicator, observation.Clone());
        }

        Observations.RequirePreferred(indicator, [.. indicator.Observations.Select(one => one.Period).Distinct()]);
        draft.Put(indicator, MilestonesEvent.IndicatorRegistered);
        return indicator;
    }
}
