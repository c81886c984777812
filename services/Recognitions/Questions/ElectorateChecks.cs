namespace KosovoNato.Recognitions.Questions;

/// <summary>Checks whether a state may take a position on a question.</summary>
static class ElectorateChecks
{
    /// <summary>
    /// Rejects a state that is known not to be in the electorate. If the start of its membership is unknown, the position itself is
    /// evidence of the membership.
    /// </summary>
    public static void Require(Transaction draft, Question question, string code, DateOnly day)
    {
        var organization = Electorate.OrganizationOf(draft.Get<Organization>(question.Organization), question.Decision);
        var membership = draft.Find<Membership>(ResourceNames.Membership(organization, code));
        if (membership is null || MembershipPeriods.RoleOn(membership, day, role => role == MembershipRole.Member) == HoldsRole.No)
        {
            throw ApiException.RuleViolated("NOT_IN_ELECTORATE", question.Name,
                $"{code} has no vote on {question.Name}: it was not a member of {organization} on {PartialDate.Of(day)}.");
        }
    }
}
