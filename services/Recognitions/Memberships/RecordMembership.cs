namespace KosovoNato.Recognitions.Memberships;

/// <summary>Records a period of a membership; the first period creates the membership.</summary>
static class RecordMembership
{
    const int MaxPeriods = 50;

    public static readonly WriteOperation<RecordMembershipRequest, Membership> Write = new(Check, Decide);

    static void Check(RecordMembershipRequest request, FieldViolations violations)
    {
        MembershipPeriodChecks.CheckName(request.Name, violations);
        ValueChecks.CheckRequired(request.Period, violations, "period",
            (period, at) => MembershipPeriodChecks.Check(period, FieldSelection.All, at));
    }

    static Membership Decide(RecordMembershipRequest request, Transaction draft)
    {
        var membership = request.Etag.Length == 0 && draft.Find<Membership>(request.Name) is null
            ? NewMembership(draft, ResourceNames.Canonical(request.Name))
            : draft.Edit<Membership>(request.Name, request.Etag);
        Capacity.Require(membership.Periods.Count, MaxPeriods, membership.Name, "periods", rule: "TOO_MANY_PERIODS");
        var period = request.Period.Clone();
        period.Id = MembershipPeriods.NextId(membership.Periods);
        MembershipPeriodChecks.Keep(period);
        membership.Periods.Add(period);
        MembershipPeriods.SortAndCheck(membership);
        return draft.Put(membership, RecognitionsEventType.MembershipChanged);
    }

    static Membership NewMembership(Transaction draft, string name)
    {
        draft.Get<Organization>(ResourceNames.Parent(name));
        draft.Get<State>(ResourceNames.State(ResourceNames.Id(name, 1)));
        return new Membership { Name = name };
    }
}
