namespace KosovoNato.Recognitions.Memberships;

/// <summary>Corrects one period of a membership. The replaced values stay in the earlier revisions.</summary>
static class CorrectMembership
{
    public static readonly EditWrite<CorrectMembershipRequest, Membership> Write =
        new(Check, Change, RecognitionsEventType.MembershipChanged, RecognitionsEventType.CorrectionMade);

    static void Check(CorrectMembershipRequest request, FieldViolations violations)
    {
        MembershipPeriodChecks.CheckName(request.Name, violations);
        var fields = FieldSelection.Check(
            request.UpdateMask, violations, "role", "valid_from", "valid_to", "attested_on", "evidence", "note", "other_dates");
        ValueChecks.CheckRequired(request.Period, violations, "period", (period, at) =>
        {
            at.Require(period.Id.Length > 0, "id", "is required, for example p1");
            MembershipPeriodChecks.Check(period, fields, at);
        });
    }

    static void Change(CorrectMembershipRequest request, Membership membership, Transaction draft)
    {
        var period = membership.Periods.FirstOrDefault(period => period.Id == request.Period.Id)
            ?? throw ApiException.NotFound($"{membership.Name} period {request.Period.Id}");
        FieldSelection.Apply(request.UpdateMask, request.Period, period);
        MembershipPeriodChecks.Keep(period);
        var violations = new FieldViolations("period.");
        MembershipPeriodChecks.CheckTogether(period, violations);
        violations.ThrowIfAny();
        MembershipPeriods.SortAndCheck(membership);
    }
}
