namespace KosovoNato.Recognitions.CountingRules;

/// <summary>Corrects a counting rule.</summary>
static class CorrectCountingRule
{
    public static readonly CorrectWrite<CorrectCountingRuleRequest, CountingRule> Write = new(
        ["display_name", "un_members_only", "counted_acts", "count_disputed", "withdrawals", "note", "evidence"],
        CountingRuleChecks.Check, CountingRuleChecks.Keep, RecognitionsEvent.CorrectionMade);
}
