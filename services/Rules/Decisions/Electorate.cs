namespace KosovoNato.Rules.Decisions;

/// <summary>The states that take a decision.</summary>
public static class Electorate
{
    /// <summary>The name of the organization whose members decide: the organization itself unless its rule names another.</summary>
    public static string OrganizationOf(Organization organization, string decision) =>
        organization.DecisionRules.FirstOrDefault(rule => rule.Decision == decision) is { ElectorateOrganization: { Length: > 0 } other }
            ? other
            : organization.Name;
}
