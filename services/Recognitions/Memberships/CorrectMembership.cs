namespace KosovoNato.Recognitions.Memberships;

/// <summary>Corrects one period of a membership. Earlier values stay in the earlier revisions.</summary>
static class CorrectMembership
{
    public static readonly Write<CorrectMembershipRequest, Membership> Write = new(Check, Decide);

    static void Check(CorrectMembershipRequest request, Violations violations)
    {
        PeriodChecks.CheckName(request.Name, violations);
        var fields = Fields.Check(request.UpdateMask, violations, "role", "from", "to", "known_on", "evidence", "note", "other_dates");
        if (request.Period is null)
        {
            violations.Add("period", "is required: it holds the id and the new values");
            return;
        }

        var at = violations.At("period");
        at.Require(request.Period.Id.Length > 0, "id", "is required, such as p1");
        PeriodChecks.Check(request.Period, fields, at);
    }

    static Membership Decide(CorrectMembershipRequest request, Draft draft)
    {
        var membership = draft.Edit<Membership>(Names.Canonical(request.Name), request.Etag);
        var period = membership.Periods.FirstOrDefault(period => period.Id == request.Period.Id)
            ?? throw Refusal.NotFound($"{membership.Name} period {request.Period.Id}");
        Fields.Apply(request.UpdateMask, request.Period, period);
        PeriodChecks.Keep(period);
        var violations = new Violations("period.");
        PeriodChecks.CheckTogether(period, violations);
        violations.ThrowIfAny();
        MembershipPeriods.Arrange(membership);
        draft.Put(membership, RecognitionsEvent.MembershipChanged, RecognitionsEvent.CorrectionMade);
        return membership;
    }
}
