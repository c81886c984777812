namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Validation rules for organizations and their decision rules.</summary>
static class OrganizationChecks
{
    const int MaxRules = 50;

    public static void Check(Organization organization, FieldSelection fields, FieldViolations at)
    {
        NameChecks.Check("organizations", organization.Name, at);
        var decisions = new HashSet<string>(StringComparer.Ordinal);
        new FieldChecks(at, fields)
            .Title("display_name", organization.DisplayName, 200)
            .Text("short_name", organization.ShortName, 40)
            .Listed("kind", organization.Kind)
            .Date("founded_on", organization.FoundedOn)
            .Each("decision_rules", organization.DecisionRules, MaxRules, (rule, inside) => Check(rule, decisions, inside))
            .Note(organization.Note);
    }

    /// <summary>Normalizes an organization for storage.</summary>
    public static void Keep(Organization organization)
    {
        foreach (var rule in organization.DecisionRules)
        {
            rule.Evidence = EvidenceChecks.Normalized(rule.Evidence);
        }
    }

    static void Check(DecisionRule rule, HashSet<string> decisions, FieldViolations at)
    {
        ValueChecks.CheckUpperSnake(rule.Decision, at, "decision");
        at.Require(decisions.Add(rule.Decision), "decision", "must be unique in the organization");
        ValueChecks.CheckListed(rule.VotingRule, at, "voting_rule");
        ValueChecks.CheckUpperSnake(rule.Electorate, at, "electorate");
        NameChecks.CheckOptional("organizations", rule.ElectorateOrganization, at, "electorate_organization");
        ValueChecks.CheckText(rule.Threshold, 200, at, "threshold");
        at.Require(!rule.AbstentionBlocks || rule.VotingRule == VotingRule.Unanimity, "abstention_blocks",
            "must be false unless `voting_rule` is UNANIMITY: other rules define the effect of an abstention themselves");
        EvidenceChecks.Check(rule.Evidence, at);
        ValueChecks.CheckNote(rule.Note, at);
    }
}
