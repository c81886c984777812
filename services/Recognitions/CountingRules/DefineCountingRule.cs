namespace KosovoNato.Recognitions.CountingRules;

/// <summary>Defines how somebody counts recognitions.</summary>
static class DefineCountingRule
{
    public static readonly Write<DefineCountingRuleRequest, CountingRule> Write = new(Check, Decide);

    static void Check(DefineCountingRuleRequest request, FieldViolations violations) =>
        CountingRuleChecks.Check(request.CountingRule, FieldSelection.All, violations);

    static CountingRule Decide(DefineCountingRuleRequest request, Transaction draft)
    {
        var rule = request.CountingRule.Clone();
        rule.Evidence = EvidenceChecks.Normalized(rule.Evidence);
        draft.RequireNew<CountingRule>(rule.Name);
        draft.Put(rule, RecognitionsEvent.CountingRuleDefined);
        return rule;
    }
}
