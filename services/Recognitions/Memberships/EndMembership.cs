namespace KosovoNato.Recognitions.Memberships;

/// <summary>Ends the current period of a membership.</summary>
static class EndMembership
{
    public static readonly EditWrite<EndMembershipRequest, Membership> Write = new(Check, Change, RecognitionsEventType.MembershipChanged);

    static void Check(EndMembershipRequest request, FieldViolations violations)
    {
        MembershipPeriodChecks.CheckName(request.Name, violations);
        DateChecks.CheckRequired(request.EndedOn, violations, "ended_on");
    }

    static void Change(EndMembershipRequest request, Membership membership, Transaction draft)
    {
        var period = membership.Periods.FirstOrDefault(period => period.ValidTo.Length == 0)
            ?? throw ApiException.RuleViolated("NO_PERIOD_GOES_ON", membership.Name,
                $"Every period of {membership.Name} has ended. Correct the end of a period if it is wrong.");
        period.ValidTo = request.EndedOn;
        var inverted = new FieldViolations();
        MembershipPeriodChecks.CheckTogether(period, inverted);
        if (inverted.Any)
        {
            throw ApiException.RuleViolated("ENDS_BEFORE_BEGINNING", membership.Name,
                $"Period {period.Id} cannot end on {request.EndedOn}: it began later, or is attested on a later day. If its start is "
                + "wrong, correct it first.");
        }

        MembershipPeriods.SortAndCheck(membership);
    }
}
