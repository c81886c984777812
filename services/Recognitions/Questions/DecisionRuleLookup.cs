namespace KosovoNato.Recognitions.Questions;

/// <summary>Finds decision rules of an organization.</summary>
static class DecisionRuleLookup
{
    /// <summary>Finds the rule for a decision. Rejects the request if the organization has none.</summary>
    /// <param name="resource">The resource that requires the rule.</param>
    public static DecisionRule Get(Organization organization, string decision, string resource)
    {
        if (organization.DecisionRules.FirstOrDefault(rule => rule.Decision == decision) is { } found)
        {
            return found;
        }

        var known = string.Join(", ", organization.DecisionRules.Select(rule => rule.Decision));
        throw ApiException.RuleViolated("DECISION_WITHOUT_RULE", resource,
            $"{organization.Name} has no rule for the decision {decision}. It has rules for: {(known.Length > 0 ? known : "none")}. "
            + "Correct its decision rules first.");
    }
}
