namespace KosovoNato.Recognitions.Memberships;

/// <summary>Ends the period that goes on.</summary>
static class EndMembership
{
    public static readonly Write<EndMembershipRequest, Membership> Write = new(Check, Decide);

    static void Check(EndMembershipRequest request, Violations violations)
    {
        PeriodChecks.CheckName(request.Name, violations);
        Dates.CheckRequired(request.EndedOn, violations, "ended_on");
    }

    static Membership Decide(EndMembershipRequest request, Draft draft)
    {
        var membership = draft.Edit<Membership>(Names.Canonical(request.Name), request.Etag);
        var period = membership.Periods.FirstOrDefault(period => period.To.Length == 0)
            ?? throw Refusal.RuleViolated("NO_PERIOD_GOES_ON", membership.Name, $"No period of {membership.Name} goes on. Correct the one that is wrong.");
        period.To = request.EndedOn;
        var inverted = new Violations();
        PeriodChecks.CheckTogether(period, inverted);
        if (inverted.Any)
        {
            throw Refusal.RuleViolated("ENDS_BEFORE_BEGINNING", membership.Name,
                $"Period {period.Id} cannot end on {request.EndedOn}: it began, or is known to have gone on, later. Correct its beginning first if that is wrong.");
        }

        MembershipPeriods.Arrange(membership);
        draft.Put(membership, RecognitionsEvent.MembershipChanged);
        return membership;
    }
}
