namespace KosovoNato.Milestones.Indicators;

/// <summary>Corrects an indicator, but not its observations.</summary>
static class CorrectIndicator
{
    public static readonly CorrectWrite<CorrectIndicatorRequest, Indicator> Write = new(
        ["display_name", "unit", "topic", "preferred_direction", "state", "note"],
        IndicatorChecks.Check, IndicatorChecks.Keep, MilestonesEventType.CorrectionMade);
}
