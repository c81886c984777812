namespace KosovoNato.Recognitions.CountingRules;

/// <summary>Corrects a counting rule.</summary>
static class CorrectCountingRule
{
    public static readonly CorrectWrite<CorrectCountingRuleRequest, CountingRule> Write = new(
        ["display_name", "un_members_only", "counted_act_kinds", "count_disputed", "withdrawal_policy", "note", "evidence"],
        CountingRuleChecks.Check, CountingRuleChecks.Keep, RecognitionsEventType.CorrectionMade);
}
