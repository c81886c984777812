namespace KosovoNato.Recognitions.Memberships;

/// <summary>Records a period of a membership; the first one creates the membership.</summary>
static class RecordMembership
{
    public static readonly Write<RecordMembershipRequest, Membership> Write = new(Check, Decide);

    static void Check(RecordMembershipRequest request, FieldViolations violations)
    {
        MembershipPeriodChecks.CheckName(request.Name, violations);
        if (request.Period is null)
        {
            violations.Add("period", "is required");
            return;
        }

        MembershipPeriodChecks.Check(request.Period, FieldSelection.All, violations.At("period"));
    }

    static Membership Decide(RecordMembershipRequest request, Transaction draft)
    {
        var name = RecognitionNames.Canonical(request.Name);
        var membership = request.Etag.Length == 0 && draft.Find<Membership>(name) is null
            ? NewMembership(draft, name)
            : draft.Edit<Membership>(name, request.Etag);
        if (membership.Periods.Count == MembershipPeriodChecks.MaxPeriods)
        {
            throw ApiException.RuleViolated("TOO_MANY_PERIODS", name, $"{name} has {MembershipPeriodChecks.MaxPeriods} periods already. Correct one of them.");
        }

        var period = request.Period.Clone();
        period.Id = MembershipPeriods.NextId(membership.Periods);
        MembershipPeriodChecks.Keep(period);
        membership.Periods.Add(period);
        MembershipPeriods.SortAndCheck(membership);
        draft.Put(membership, RecognitionsEvent.MembershipChanged);
        return membership;
    }

    static Membership NewMembership(Transaction draft, string name)
    {
        draft.Get<Organization>(RecognitionNames.Organization(RecognitionNames.Id(name)));
        draft.Get<State>(RecognitionNames.State(RecognitionNames.Id(name, 1)));
        return new Membership { Name = name };
    }
}
