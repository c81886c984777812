namespace KosovoNato.Recognitions.CountingRules;

/// <summary>What a counting rule must be like.</summary>
static class CountingRuleChecks
{
    public static void Check(CountingRule? rule, FieldSelection fields, FieldViolations violations)
    {
        if (rule is null)
        {
            violations.Add("counting_rule", "is required");
            return;
        }

        var at = violations.At("counting_rule");
        RecognitionNames.CheckPlain("countingRules", rule.Name, at, "name");
        if (fields.Has("display_name"))
        {
            ValueChecks.CheckTitle(rule.DisplayName, 200, at, "display_name");
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
            ValueChecks.CheckListed(rule.Withdrawals, at, "withdrawals");
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(rule.Note, at);
        }

        if (fields.Has("evidence"))
        {
            EvidenceChecks.Check(rule.Evidence, at);
        }
    }
}
