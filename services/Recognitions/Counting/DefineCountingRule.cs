namespace KosovoNato.Recognitions.Counting;

/// <summary>Defines how somebody counts recognitions.</summary>
static class DefineCountingRule
{
    public static readonly Write<DefineCountingRuleRequest, CountingRule> Write = new(Check, Decide);

    static void Check(DefineCountingRuleRequest request, Violations violations) =>
        CountingRuleChecks.Check(request.CountingRule, Fields.All, violations);

    static CountingRule Decide(DefineCountingRuleRequest request, Draft draft)
    {
        var rule = request.CountingRule.Clone();
        rule.Evidence = Evidences.Kept(rule.Evidence);
        draft.RequireNew<CountingRule>(rule.Name);
        draft.Put(rule, RecognitionsEvent.CountingRuleDefined);
        return rule;
    }
}
