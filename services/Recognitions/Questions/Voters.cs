namespace KosovoNato.Recognitions.Questions;

/// <summary>Who may take a position on a question.</summary>
static class Voters
{
    /// <summary>Refuses a state that is known not to be in the electorate. Where nobody knows since when it is, its position
    /// itself is a sign that it was.</summary>
    public static void Require(Draft draft, Question question, string code, DateOnly day)
    {
        var organization = Electorate.OrganizationOf(draft.Get<Organization>(Names.Organization(question.Organization)), question.Decision);
        var membership = draft.Find<Membership>(Names.Membership(organization, code));
        if (membership is null || MembershipPeriods.HeldOn(membership, day, role => role == MembershipRole.Member) == Held.No)
        {
            throw Refusal.RuleViolated("NOT_IN_ELECTORATE", question.Name,
                $"{code} has no vote on {question.Name}: it was not a member of {organization} on {PartialDate.Of(day)}.");
        }
    }
}
