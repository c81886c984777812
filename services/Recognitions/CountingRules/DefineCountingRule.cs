namespace KosovoNato.Recognitions.CountingRules;

/// <summary>Defines a rule for counting recognitions.</summary>
static class DefineCountingRule
{
    public static readonly CreateWrite<DefineCountingRuleRequest, CountingRule> Write =
        new(CountingRuleChecks.Check, CountingRuleChecks.Keep, RecognitionsEventType.CountingRuleDefined);
}
