namespace KosovoNato.Milestones.Indicators;

/// <summary>Corrects what is known of an indicator as a whole.</summary>
static class CorrectIndicator
{
    public static readonly CorrectWrite<CorrectIndicatorRequest, Indicator> Write =
        new(["display_name", "unit", "topic", "better", "note"], IndicatorChecks.Check, MilestonesEvent.CorrectionMade);
}
