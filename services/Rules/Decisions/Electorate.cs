namespace KosovoNato.Rules.Decisions;

/// <summary>The states that take a decision.</summary>
public static class Electorate
{
    const string OtherMembers = "_MEMBERS";

    /// <summary>
    /// The ID of the organization whose members decide: nato for NATO_MEMBERS. For MEMBERS, and for organs whose seats are not recorded,
    /// for example DELEGATES or SECURITY_COUNCIL, it is the organization itself.
    /// </summary>
    public static string OrganizationOf(Organization organization, string decision)
    {
        var electorate = organization.DecisionRules.FirstOrDefault(rule => rule.Decision == decision)?.Electorate ?? "";
        return electorate.EndsWith(OtherMembers, StringComparison.Ordinal)
            ? electorate[..^OtherMembers.Length].ToLowerInvariant().Replace('_', '-')
            : organization.Name[(organization.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
    }
}
