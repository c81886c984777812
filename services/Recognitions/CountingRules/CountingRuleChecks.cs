namespace KosovoNato.Recognitions.CountingRules;

/// <summary>Validation rules for counting rules.</summary>
static class CountingRuleChecks
{
    public static void Check(CountingRule rule, FieldSelection fields, FieldViolations at)
    {
        NameChecks.Check("countingRules", rule.Name, at);
        new FieldChecks(at, fields)
            .Title("display_name", rule.DisplayName, 200)
            .Require("counted_acts",
                rule.CountedActs.Count > 0 && rule.CountedActs.Distinct().Count() == rule.CountedActs.Count
                    && rule.CountedActs.All(kind => kind is ActKind.Granted or ActKind.Announced),
                "must be GRANTED, ANNOUNCED or both, each once")
            .Listed("withdrawals", rule.Withdrawals)
            .Note(rule.Note)
            .Evidence(rule.Evidence);
    }

    /// <summary>Normalizes a counting rule for storage.</summary>
    public static void Keep(CountingRule rule) => rule.Evidence = EvidenceChecks.Normalized(rule.Evidence);
}
