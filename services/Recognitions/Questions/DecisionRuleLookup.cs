namespace KosovoNato.Recognitions.Questions;

/// <summary>The rules by which an organization decides.</summary>
static class DecisionRuleLookup
{
    /// <summary>The rule for a decision; refuses if the organization has none.</summary>
    /// <param name="resource">What cannot be without it.</param>
    public static DecisionRule Get(Organization organization, string decision, string resource)
    {
        if (organization.DecisionRules.FirstOrDefault(rule => rule.Decision == decision) is { } found)
        {
            return found;
        }

        var known = string.Join(", ", organization.DecisionRules.Select(rule => rule.Decision));
        throw ApiException.RuleViolated("DECISION_WITHOUT_RULE", resource,
            $"{organization.Name} has no rule for the decision {decision}; it has: {(known.Length > 0 ? known : "none")}. Correct its "
            + "decision rules first.");
    }
}
