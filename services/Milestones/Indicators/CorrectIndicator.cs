namespace KosovoNato.Milestones.Indicators;

/// <summary>Corrects what is known of an indicator as a whole.</summary>
static class CorrectIndicator
{
    public static readonly Write<CorrectIndicatorRequest, Indicator> Write = new(Check, Decide);

    static void Check(CorrectIndicatorRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations, "display_name", "unit", "topic", "better", "note");
        IndicatorChecks.Check(request.Indicator, fields, violations);
    }

    static Indicator Decide(CorrectIndicatorRequest request, Transaction draft)
    {
        var indicator = draft.Edit<Indicator>(request.Indicator.Name, request.Etag);
        FieldSelection.Apply(request.UpdateMask, request.Indicator, indicator);
        draft.Put(indicator, MilestonesEvent.CorrectionMade);
        return indicator;
    }
}
