namespace KosovoNato.Recognitions.CountingRules;

/// <summary>Validation rules for counting rules.</summary>
static class CountingRuleChecks
{
    public static void Check(CountingRule rule, FieldSelection fields, FieldViolations at)
    {
        NameChecks.Check("countingRules", rule.Name, at);
        new FieldChecks(at, fields)
            .Title("display_name", rule.DisplayName, 200)
            .Require("counted_act_kinds",
                rule.CountedActKinds.Count > 0 && rule.CountedActKinds.Distinct().Count() == rule.CountedActKinds.Count
                    && rule.CountedActKinds.All(kind => kind is ActKind.Granted or ActKind.Announced),
                "must be GRANTED, ANNOUNCED or both, each once")
            .Listed("withdrawal_policy", rule.WithdrawalPolicy)
            .Note(rule.Note)
            .Evidence(rule.Evidence);
    }

    /// <summary>Normalizes a counting rule for storage.</summary>
    public static void Keep(CountingRule rule) => rule.Evidence = EvidenceChecks.Normalized(rule.Evidence);
}
