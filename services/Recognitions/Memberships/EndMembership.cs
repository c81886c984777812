namespace KosovoNato.Recognitions.Memberships;

/// <summary>Ends the period that goes on.</summary>
static class EndMembership
{
    public static readonly EditWrite<EndMembershipRequest, Membership> Write = new(Check, Change, RecognitionsEvent.MembershipChanged);

    static void Check(EndMembershipRequest request, FieldViolations violations)
    {
        MembershipPeriodChecks.CheckName(request.Name, violations);
        DateChecks.CheckRequired(request.EndedOn, violations, "ended_on");
    }

    static void Change(EndMembershipRequest request, Membership membership, Transaction draft)
    {
        var period = membership.Periods.FirstOrDefault(period => period.To.Length == 0)
            ?? throw ApiException.RuleViolated("NO_PERIOD_GOES_ON", membership.Name,
                $"No period of {membership.Name} goes on. Correct the one that is wrong.");
        period.To = request.EndedOn;
        var inverted = new FieldViolations();
        MembershipPeriodChecks.CheckTogether(period, inverted);
        if (inverted.Any)
        {
            throw ApiException.RuleViolated("ENDS_BEFORE_BEGINNING", membership.Name,
                $"Period {period.Id} cannot end on {request.EndedOn}: it began, or is known to have gone on, later. Correct its beginning "
                + "first if that is wrong.");
        }

        MembershipPeriods.SortAndCheck(membership);
    }
}
