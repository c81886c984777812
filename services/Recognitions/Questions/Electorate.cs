using KosovoNato.Recognitions.Memberships;

namespace KosovoNato.Recognitions.Questions;

/// <summary>Who takes a decision.</summary>
static class Electorate
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
            : Names.Id(organization.Name);
    }

    /// <summary>Refuses a state that is known not to be in the electorate. Where nobody knows since when it is, its position
    /// itself is a sign that it was.</summary>
    public static void Require(Draft draft, Question question, string code, DateOnly day)
    {
        var organization = OrganizationOf(draft.Get<Organization>(Names.Organization(question.Organization)), question.Decision);
        var membership = draft.Find<Membership>(Names.Membership(organization, code));
        if (membership is null || MembershipPeriods.HeldOn(membership, day, role => role == MembershipRole.Member) == Held.No)
        {
            throw Refusal.RuleViolated("NOT_IN_ELECTORATE", question.Name,
                $"{code} has no vote on {question.Name}: it was not a member of {organization} on {PartialDate.Of(day)}.");
        }
    }
}
