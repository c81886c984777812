namespace KosovoNato.Recognitions.Memberships;

/// <summary>Corrects one period of a membership. Earlier values stay in the earlier revisions.</summary>
static class CorrectMembership
{
    public static readonly Write<CorrectMembershipRequest, Membership> Write = new(Check, Decide);

    static void Check(CorrectMembershipRequest request, FieldViolations violations)
    {
        MembershipPeriodChecks.CheckName(request.Name, violations);
        var fields = FieldSelection.Check(request.UpdateMask, violations, "role", "from", "to", "known_on", "evidence", "note", "other_dates");
        if (request.Period is null)
        {
            violations.Add("period", "is required: it holds the id and the new values");
            return;
        }

        var at = violations.At("period");
        at.Require(request.Period.Id.Length > 0, "id", "is required, such as p1");
        MembershipPeriodChecks.Check(request.Period, fields, at);
    }

    static Membership Decide(CorrectMembershipRequest request, Transaction draft)
    {
        var membership = draft.Edit<Membership>(RecognitionNames.Canonical(request.Name), request.Etag);
        var period = membership.Periods.FirstOrDefault(period => period.Id == request.Period.Id)
            ?? throw ApiException.NotFound($"{membership.Name} period {request.Period.Id}");
        FieldSelection.Apply(request.UpdateMask, request.Period, period);
        MembershipPeriodChecks.Keep(period);
        var violations = new FieldViolations("period.");
        MembershipPeriodChecks.CheckConsistency(period, violations);
        violations.ThrowIfAny();
        MembershipPeriods.SortAndCheck(membership);
        draft.Put(membership, RecognitionsEvent.MembershipChanged, RecognitionsEvent.CorrectionMade);
        return membership;
    }
}
