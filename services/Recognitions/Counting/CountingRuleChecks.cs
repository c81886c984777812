namespace KosovoNato.Recognitions.Counting;

/// <summary>What a counting rule must be like.</summary>
static class CountingRuleChecks
{
    public static void Check(CountingRule? rule, Fields fields, Violations violations)
    {
        if (rule is null)
        {
            violations.Add("counting_rule", "is required");
            return;
        }

        var at = violations.At("counting_rule");
        Names.CheckPlain("countingRules", rule.Name, at, "name");
        if (fields.Has("display_name"))
        {
            Values.CheckTitle(rule.DisplayName, 200, at, "display_name");
        }

        if (fields.Has("counted_acts"))
        {
            at.Require(
                rule.CountedActs.Count > 0 && rule.CountedActs.Distinct().Count() == rule.CountedActs.Count
                    && rule.CountedActs.All(kind => kind is ActKind.Granted or ActKind.Announced),
                "counted_acts", "must be GRANTED, ANNOUNCED or both, each once");
        }

        if (fields.Has("withdrawals"))
        {
            Values.CheckListed(rule.Withdrawals, at, "withdrawals");
        }

        if (fields.Has("note"))
        {
            Values.CheckNote(rule.Note, at);
        }

        if (fields.Has("evidence"))
        {
            Evidences.Check(rule.Evidence, at);
        }
    }
}
