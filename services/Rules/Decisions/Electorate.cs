namespace KosovoNato.Rules.Decisions;

/// <summary>Who takes a decision.</summary>
public static class Electorate
{
    const string OtherMembers = "_MEMBERS";

    /// <summary>
    /// The id of the organization whose members decide: NATO_MEMBERS are those of nato. For MEMBERS, and for organs such as
    /// DELEGATES or the SECURITY_COUNCIL whose seats are not recorded, it is the organization itself.
    /// </summary>
    public static string OrganizationOf(Organization organization, string decision)
    {
        var electorate = organization.DecisionRules.FirstOrDefault(rule => rule.Decision == decision)?.Electorate ?? "";
        return electorate.EndsWith(OtherMembers, StringComparison.Ordinal)
            ? electorate[..^OtherMembers.Length].ToLowerInvariant().Replace('_', '-')
            : organization.Name[(organization.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
    }
}
