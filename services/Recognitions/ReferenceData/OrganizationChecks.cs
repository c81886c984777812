namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>What an organization and its decision rules must be like.</summary>
static class OrganizationChecks
{
    const int MaxRules = 50;

    public static void Check(Organization? organization, FieldSelection fields, FieldViolations violations)
    {
        if (organization is null)
        {
            violations.Add("organization", "is required");
            return;
        }

        var at = violations.At("organization");
        RecognitionNames.CheckPlain("organizations", organization.Name, at, "name");
        if (fields.Has("display_name"))
        {
            ValueChecks.CheckTitle(organization.DisplayName, 200, at, "display_name");
        }

        if (fields.Has("short_name"))
        {
            ValueChecks.CheckText(organization.ShortName, 40, at, "short_name");
        }

        if (fields.Has("kind"))
        {
            ValueChecks.CheckListed(organization.Kind, at, "kind");
        }

        if (fields.Has("founded_on"))
        {
            DateChecks.CheckKnown(organization.FoundedOn, at, "founded_on");
        }

        if (fields.Has("decision_rules"))
        {
            CheckRules(organization.DecisionRules, at);
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(organization.Note, at);
        }
    }

    public static void Keep(Organization organization)
    {
        foreach (var rule in organization.DecisionRules)
        {
            rule.Evidence = EvidenceChecks.Normalized(rule.Evidence);
        }
    }

    static void CheckRules(IReadOnlyList<DecisionRule> rules, FieldViolations violations)
    {
        ValueChecks.CheckCount(rules.Count, MaxRules, violations, "decision_rules");
        for (var i = 0; i < Math.Min(rules.Count, MaxRules); i++)
        {
            var rule = rules[i];
            var at = violations.At($"decision_rules[{i}]");
            ValueChecks.CheckUpperSnake(rule.Decision, at, "decision");
            at.Require(rules.Take(i).All(earlier => earlier.Decision != rule.Decision), "decision", "must be unique in the organization");
            ValueChecks.CheckListed(rule.Rule, at, "rule");
            ValueChecks.CheckUpperSnake(rule.Electorate, at, "electorate");
            ValueChecks.CheckText(rule.Threshold, 200, at, "threshold");
            at.Require(!rule.AbstentionBlocks || rule.Rule == Rule.Unanimity, "abstention_blocks", "must be false but for UNANIMITY: other rules say themselves what an abstention is");
            EvidenceChecks.Check(rule.Evidence, at);
            ValueChecks.CheckNote(rule.Note, at);
        }
    }
}
