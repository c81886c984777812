namespace KosovoNato.Rules.Decisions;

/// <summary>Maps the stances of an assessment to the response.</summary>
public static class AssessedStanceMapper
{
    /// <param name="isAssumed">Whether part of a resource is assumed.</param>
    public static IEnumerable<AssessedStance> Of(
        DecisionAssessment assessment, Organization organization, string subject, Func<string, bool> isAssumed)
    {
        var electorate = Electorate.OrganizationOf(organization, assessment.Rule.Decision);
        return assessment.Stances.Select(stance => new AssessedStance
        {
            State = stance.State,
            CountedStance = stance.Leaning,
            Basis = stance.Basis,
            RecognitionStatus = stance.Recognition,
            Assumed = NamesOf(stance).Any(isAssumed),
            Ballot = ResourceNames.IsBallot(stance.Origin) ? stance.Origin : "",
        });

        // Seats on the Security Council are not memberships, so assumptions about memberships do not affect them.
        IEnumerable<string> NamesOf(MemberStance stance) =>
        [
            .. assessment.Rule.VotingRule == VotingRule.SecurityCouncil
                ? Array.Empty<string>()
                : [ResourceNames.Membership(electorate, stance.State)],
            stance.Basis == AssessedStanceBasis.Inferred ? ResourceNames.Recognition(stance.State, subject) : stance.Origin,
        ];
    }
}
