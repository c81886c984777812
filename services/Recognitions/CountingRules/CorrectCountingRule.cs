namespace KosovoNato.Recognitions.CountingRules;

/// <summary>Corrects a counting rule.</summary>
static class CorrectCountingRule
{
    public static readonly Write<CorrectCountingRuleRequest, CountingRule> Write = new(Check, Decide);

    static void Check(CorrectCountingRuleRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations,
            "display_name", "un_members_only", "counted_acts", "count_disputed", "withdrawals", "note", "evidence");
        CountingRuleChecks.Check(request.CountingRule, fields, violations);
    }

    static CountingRule Decide(CorrectCountingRuleRequest request, Transaction draft)
    {
        var rule = draft.Edit<CountingRule>(request.CountingRule.Name, request.Etag);
        FieldSelection.Apply(request.UpdateMask, request.CountingRule, rule);
        rule.Evidence = EvidenceChecks.Normalized(rule.Evidence);
        draft.Put(rule, RecognitionsEvent.CorrectionMade);
        return rule;
    }
}
