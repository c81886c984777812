namespace KosovoNato.Recognitions.Registers;

/// <summary>What an organization and its decision rules must be like.</summary>
static class OrganizationChecks
{
    const int MostRules = 50;

    public static void Check(Organization? organization, Fields fields, Violations violations)
    {
        if (organization is null)
        {
            violations.Add("organization", "is required");
            return;
        }

        var at = violations.At("organization");
        Names.CheckPlain("organizations", organization.Name, at, "name");
        if (fields.Has("display_name"))
        {
            Values.CheckTitle(organization.DisplayName, 200, at, "display_name");
        }

        if (fields.Has("short_name"))
        {
            Values.CheckText(organization.ShortName, 40, at, "short_name");
        }

        if (fields.Has("kind"))
        {
            Values.CheckListed(organization.Kind, at, "kind");
        }

        if (fields.Has("founded_on"))
        {
            Dates.CheckKnown(organization.FoundedOn, at, "founded_on");
        }

        if (fields.Has("decision_rules"))
        {
            CheckRules(organization.DecisionRules, at);
        }

        if (fields.Has("note"))
        {
            Values.CheckNote(organization.Note, at);
        }
    }

    public static void Keep(Organization organization)
    {
        foreach (var rule in organization.DecisionRules)
        {
            rule.Evidence = Evidences.Kept(rule.Evidence);
        }
    }

    static void CheckRules(IReadOnlyList<DecisionRule> rules, Violations violations)
    {
        Values.CheckCount(rules.Count, MostRules, violations, "decision_rules");
        for (var i = 0; i < Math.Min(rules.Count, MostRules); i++)
        {
            var rule = rules[i];
            var at = violations.At($"decision_rules[{i}]");
            Values.CheckUpperSnake(rule.Decision, at, "decision");
            at.Require(rules.Take(i).All(earlier => earlier.Decision != rule.Decision), "decision", "must be unique in the organization");
            Values.CheckListed(rule.Rule, at, "rule");
            Values.CheckUpperSnake(rule.Electorate, at, "electorate");
            Values.CheckText(rule.Threshold, 200, at, "threshold");
            at.Require(!rule.AbstentionBlocks || rule.Rule == Rule.Unanimity, "abstention_blocks", "must be false but for UNANIMITY: other rules say themselves what an abstention is");
            Evidences.Check(rule.Evidence, at);
            Values.CheckNote(rule.Note, at);
        }
    }
}
